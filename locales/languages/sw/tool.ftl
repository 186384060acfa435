### Rasimu: haijapitiwa na mzungumzaji wa Kiswahili. / DRAFT: needs review by native speakers.

## Hesabu ya rekodi

rows-read = { $n ->
    [one] rekodi { $n } imesomwa
   *[other] rekodi { $n } zimesomwa
  }
rows-used = { $n ->
    [one] rekodi { $n } imetumika
   *[other] rekodi { $n } zimetumika
  }
rows-labelled = { $n ->
    [one] rekodi { $n } yenye matokeo halisi
   *[other] rekodi { $n } zenye matokeo halisi
  }
rows-unlabelled = { $n ->
    [one] rekodi { $n } isiyo na matokeo halisi
   *[other] rekodi { $n } zisizo na matokeo halisi
  }
rows-rejected = { $n ->
    [one] rekodi { $n } haikuweza kusomwa
   *[other] rekodi { $n } hazikuweza kusomwa
  }
rows-filtered = { $n ->
    [one] rekodi { $n } imeachwa nje na kichujio
   *[other] rekodi { $n } zimeachwa nje na kichujio
  }
rows-without-prediction = { $n ->
    [one] rekodi { $n } isiyo na jibu la modeli
   *[other] rekodi { $n } zisizo na jibu la modeli
  }
rows-without-data = { $n ->
    [one] jibu { $n } lisilo na rekodi katika data
   *[other] majibu { $n } yasiyo na rekodi katika data
  }
rows-repeated = { $n ->
    [one] rekodi { $n } imerudiwa
   *[other] rekodi { $n } zimerudiwa
  }

## Muhtasari

summary-gates = yaliyotimizwa { $passed }, yasiyotimizwa { $failed }, yasiyojulikana { $undecided }
summary-no-gates = hakuna sharti lililotangazwa
summary-scenario = Tathmini ya { $scenario }
summary-scenarios = { $n ->
    [one] tathmini { $n } imefanywa
   *[other] tathmini { $n } zimefanywa
  }
summary-written = Imeandikwa katika { $path }
summary-heading = Muhtasari

## Mahitimisho

tool-verdict-pass = limetimizwa
tool-verdict-fail = halijatimizwa
tool-verdict-inconclusive = haijulikani

## Vichwa vya jedwali

tool-column-group = kundi
tool-column-model = modeli
tool-column-metric = kipimo
tool-column-value = thamani
tool-column-interval = masafa
tool-column-n = idadi
tool-column-remarks = maelezo
tool-column-verdict = hitimisho
tool-no-estimate = hakuna kadirio
