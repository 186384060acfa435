### Rasimu: haijapitiwa na mzungumzaji wa Kiswahili. / DRAFT: needs review by native speakers.
### Maneno ya jalada la tathmini. "Kundi la { $group }" keeps agreement right whatever the group's name is.

## Kichwa na muhtasari

dossier-title = Tathmini: { $title }
dossier-subtitle = Kilichopimwa, kilichopatikana, na kisichoweza kusemwa
strip-model = Modeli
strip-version = Toleo
strip-data-date = Tarehe ya data
strip-owner = Mmiliki
strip-place = Mahali
strip-language = Lugha
strip-purpose = Lengo
strip-signature = Sahihi
strip-signature-none = hakuna: hakuna mtu aliyetia sahihi hati hii
strip-digest = Muhtasari wa kidijitali wa tathmini
strip-made-with = Imetengenezwa kwa
strip-gates = Masharti: yaliyotimizwa { $passed }, yasiyotimizwa { $failed }, yasiyojulikana { $undecided }
strip-no-gates = Hakuna sharti lililotangazwa: takwimu zinaonyeshwa, hakuna hukumu inayotolewa.
strip-skip = Nenda kwenye matokeo
strip-other-languages = Lugha nyingine
dossier-footer = Tathmini { $digest }, data ya { $date }

## Sehemu

section-verdict = Hitimisho
section-findings = Tulichopata
section-gates = Masharti
section-plain = Kwa ufupi, kwa watu wanaohusika
section-data = Data
section-affected = Nani anaathiriwa
section-performance = Utendaji kwa kila kundi
section-differences = Tofauti kati ya makundi
section-fairness = Vipimo vya usawa
section-stages = Kutoka modeli hadi uamuzi wa mwisho
section-changes = Kilichobadilika
section-charts = Chati
section-intersections = Makundi yaliyounganishwa
section-governance = Usimamizi kama ulivyotangazwa
section-law = Sheria za mahali
section-limits = Kisichoweza kuhitimishwa
section-method = Mbinu
section-reproduce = Jinsi ya kurudia tathmini hii
section-translation = Kuhusu tafsiri hii
section-glossary = Maneno yaliyotumika hapa
section-contents = Yaliyomo

## Vichwa vya safu

column-gate = Sharti
column-model = Modeli
column-measure = Kipimo
column-limit = Kikomo
column-result = Matokeo
column-interval = Masafa
column-verdict = Hitimisho
column-worse-off = Walio katika hali mbaya zaidi
column-reason = Sababu
column-group = Kundi
column-reference = Linalinganishwa na
column-rows = Rekodi
column-share = Sehemu
column-labelled = Zenye matokeo halisi
column-value = Thamani
column-n = Watu waliohesabiwa
column-no-skill = Jibu la kawaida zaidi
column-difference = Tofauti
column-then = Wakati ule
column-now = Sasa
column-ideal = Bila pengo
column-ratio = Uwiano
column-remarks = Maelezo
column-field = Kipengele
column-declared = Kilichotangazwa
column-topic = Mada
column-fact = Jambo
column-status = Hali
column-source = Chanzo
column-read-on = Lilisomwa tarehe
column-file = Faili
column-step = Hatua
column-digest = Muhtasari wa kidijitali ({ "SHA-256" })
column-term = Neno
column-meaning = Maana
column-method = Mbinu
column-where-stated = Mahali lilipoandikwa

## Thamani

interval = { $lower } hadi { $upper }
value-with-interval = { $value } ({ $lower } hadi { $upper })
value-without-interval = { $value } (bila masafa)
no-estimate = hakuna kadirio
no-estimate-because = hakuna kadirio: { $reason }
not-declared = haijatangazwa
not-applicable = haihusiki
not-recorded = haijarekodiwa
everybody = watu wote
missing-level = (haijarekodiwa)
unlimited = bila kikomo
yes = ndiyo
no = hapana
quoted = “{ $text }”

## Mahitimisho

verdict-pass = limetimizwa
verdict-fail = halijatimizwa
verdict-inconclusive = haijulikani
verdict-gapShown = haijulikani: pengo linaonekana, ukubwa wake haujulikani
verdict-nothingShown = haijulikani: hakuna kinachoonekana
verdict-pass-meaning = Data zinaonyesha kwamba kikomo kimezingatiwa.
verdict-fail-meaning = Data zinaonyesha kwamba kikomo hakikuzingatiwa.
verdict-gapShown-meaning = Kuna pengo. Data hizi haziwezi kusema kama ni kubwa kuliko kikomo.
verdict-nothingShown-meaning = Data hizi hazionyeshi pengo, wala hazionyeshi kwamba halipo.
rows-needed = { $rows ->
    [one] Ili kuamua, inahitajika takriban rekodi { $rows } yenye matokeo halisi katika kila kundi.
   *[other] Ili kuamua, zinahitajika takriban rekodi { $rows } zenye matokeo halisi katika kila kundi.
  }
rows-needed-unknown = Haiwezekani kusema ni rekodi ngapi zaidi zinahitajika ili kuamua.
worse-off = kundi la { $group } liko katika hali mbaya zaidi
worse-off-nobody = haijaonekana kwamba kuna kundi lililo katika hali mbaya zaidi
gate-limit-at-least = angalau { $limit }
gate-limit-at-most = isizidi { $limit }
gate-limit-difference = tofauti isizidi { $limit }
gate-limit-change = badiliko lisilozidi { $limit }
gate-limit-ratio = uwiano wa angalau { $limit }
gate-limit-no-skill = angalau { $limit } juu ya jibu la kawaida zaidi
gate-limit-above-no-skill = bora kuliko jibu la kawaida zaidi
gate-chosen-by = Kikomo kilichaguliwa na { $who }: { $why }
gate-chosen-by-not-declared = Haijatangazwa ni nani aliyechagua kikomo, wala sababu yake.
gate-harm-worse = huhesabiwa dhidi ya walio katika hali mbaya zaidi
gate-harm-two-sided = huhesabiwa pande zote mbili
gate-harm-worse-model = huhesabiwa pale modeli hii inapofanya vibaya zaidi
gate-harm-worse-change = huhesabiwa pale hali ilipozidi kuwa mbaya
# $level: a share; $method: how an interval is made
gate-judged-by = lilipimwa kwa { $level }: { $method }
# $column: a column; $levels: its levels
gate-where = { $column } pekee: { $levels }
# $columns: columns; $depth: how many at a time; $support: a share of rows
gate-slices = kila kipande cha { $columns }, hadi { $depth } kwa pamoja, chenye { $support } ya rekodi au zaidi
comparison-none = thamani yenyewe
comparison-difference = tofauti na rejea
comparison-ratio = uwiano na rejea
comparison-range = pengo kubwa zaidi kati ya makundi mawili yoyote
comparison-no-skill = dhidi ya jibu la kawaida zaidi
comparison-worst = kundi lililo katika hali mbaya zaidi
# $model: the name of another model
comparison-model = dhidi ya modeli { $model }, kwa rekodi zilezile
comparison-change = badiliko tangu tathmini iliyotangulia
comparison-gap-change = badiliko la tofauti na rejea tangu tathmini iliyotangulia
comparison-change-baseline = badiliko tangu vipindi vya kwanza katika data hizi
comparison-gap-change-baseline = badiliko la tofauti na rejea tangu vipindi vya kwanza katika data hizi
reference-named = { $group } (limetajwa katika maelezo ya tathmini)
reference-complement = watu wengine wote
reference-overall = watu wote
reference-largest = kundi kubwa zaidi

## Kwa nini hitimisho haliwezi kuzidi "haijulikani"

cap-labelCoverage = Rekodi zenye matokeo halisi hazifiki { $minimum }. Masharti yanayohitaji matokeo hayo hayawezi kuamuliwa, kwa sababu watu wasio nayo wanaweza kuwa tofauti.
cap-minimumGroup = Kuna kundi lenye rekodi chache kuliko { $minimum }, ambazo ni chache mno kuamua.
cap-notEstimable = Thamani ya kundi mojawapo haiwezi kukokotolewa.
cap-partial = Baadhi ya makundi hayakuweza kukokotolewa na yameachwa nje.
cap-assumesIndependence = Watu walewale wamo katika rekodi kadhaa, na masafa ya toleo hili huchukulia rekodi kuwa huru; yangekuwa membamba mno kuamua.
cap-imputedGroup = Uanachama wa kundi ulikisiwa, haukuulizwa wala kurekodiwa; mapengo yanaweza kuonekana makubwa au madogo kuliko yalivyo.
cap-unpairedRows = Kwa rekodi nyingi ni modeli moja tu kati ya mbili inayotoa jibu; rekodi zilizoachwa zinaweza kuwa zile ngumu.
cap-nothingEarlier = Hakuna tathmini iliyotangulia ya modeli hii ya kulinganisha nayo.
cap-sharedRows = Huenda tathmini zote mbili zinatumia baadhi ya rekodi zilezile, na masafa huzichukulia kuwa huru.

## Kwa nini hakuna kadirio

reason-emptyGroup = hakuna mtu katika kundi hili
reason-noPositives = hakuna mtu katika kundi hili mwenye matokeo husika kweli
reason-noNegatives = kila mtu katika kundi hili ana matokeo husika kweli
reason-noPredictedPositives = modeli haimchagui mtu yeyote katika kundi hili
reason-noPredictedNegatives = modeli inamchagua kila mtu katika kundi hili
reason-singleClass = kuna aina moja tu ya matokeo katika kundi hili
reason-degenerateMargins = matokeo yote au majibu yote yanafanana
reason-zeroReference = rejea ni sifuri, kwa hiyo hakuna uwiano
reason-bothZero = thamani zote mbili ni sifuri, kwa hiyo hakuna uwiano
reason-unlabelled = hakuna matokeo halisi yanayojulikana katika kundi hili
reason-noScores = modeli haikutoa alama
reason-constantTarget = matokeo yote yana thamani moja
reason-separation = data zinatengana kabisa, kwa hiyo ukokotoaji hauna mwisho
reason-positivity = sehemu ya kundi haina matokeo halisi yoyote yanayojulikana
reason-tooFewRows = rekodi ni chache mno
reason-tooFewClusters = vitengo huru ni vichache mno
reason-suppressed = imefichwa ili kulinda watu wachache
reason-notInCube = haimo katika hesabu zilizohifadhiwa
reason-gridMismatch = alama zilihifadhiwa kwa vipimo tofauti
reason-invalidWeights = uzito wa rekodi hauwezi kutumika

## Maelezo yanayoambatana na kadirio

flag-partial = baadhi ya makundi yameachwa nje
flag-lowLabelCoverage = matokeo halisi yanayojulikana ni machache; huenda ni ya watu wachache waliochaguliwa
flag-belowMinimumGroup = rekodi ni chache kuliko kiwango cha chini kilichotangazwa
flag-forcedZero = ni sifuri kwa sababu upande mmoja hauna kitu
flag-classesAbsent = aina zisizotokea hapa zimeachwa nje
flag-commonClasses = wastani wa aina ambazo makundi yote yanayolinganishwa yanazo
flag-clippedScores = alama zilizo mwanzoni na mwishoni kabisa mwa kipimo zimesogezwa kidogo
flag-loneScores = baadhi ya alama zina rekodi moja tu; sehemu kubwa ni kelele
flag-referenceFromData = rejea ilichaguliwa kutokana na data
flag-assumesIndependence = watu wamo katika rekodi kadhaa; masafa ni membamba mno
flag-tooFewClusters = watu wamo katika rekodi kadhaa, na ni wachache mno kuonyesha upana wa masafa
flag-imputedGroup = uanachama wa kundi ulikisiwa
flag-referenceIncludesGroup = rejea inajumuisha kundi lenyewe; kundi kubwa huonyesha sehemu tu ya pengo lake
flag-originUncertaintyUnknown = takwimu iliyoripotiwa haikuja na kiwango cha makosa; inachukuliwa kana kwamba haina
flag-groupsPooled = makundi hayatofautiani zaidi ya sampuli: kila moja linaonyeshwa kwa kiwango cha wote
flag-oneClass = lebo zote ni za aina moja: hakuna kinachoonyesha alama za aina nyingine, hivyo hakuna mipaka

## Tulichopata

finding-true-positive-rate = { $domain ->
    [credit] { $model }: Kati ya walipaji wazuri { $of } wa kundi la { $group }, walioidhinishwa ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao matokeo yao halisi ni “{ $positive }”, waliotambuliwa ni { $a }; katika kundi la { $reference } ni { $b }.
  }
finding-false-negative-rate = { $domain ->
    [credit] { $model }: Kati ya walipaji wazuri { $of } wa kundi la { $group }, waliokataliwa kimakosa ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao matokeo yao halisi ni “{ $positive }”, waliokosa kutambuliwa ni { $a }; katika kundi la { $reference } ni { $b }.
  }
finding-false-positive-rate = { $domain ->
    [credit] { $model }: Kati ya watu { $of } wa kundi la { $group } wasiolipa mkopo, walioidhinishwa ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao matokeo yao halisi si “{ $positive }”, waliodhaniwa kimakosa kuwa nayo ni { $a }; katika kundi la { $reference } ni { $b }.
  }
finding-true-negative-rate = { $domain ->
    [credit] { $model }: Kati ya watu { $of } wa kundi la { $group } wasiolipa mkopo, waliokataliwa ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao matokeo yao halisi si “{ $positive }”, waliotengwa kwa usahihi ni { $a }; katika kundi la { $reference } ni { $b }.
  }
finding-positive-predictive-value = { $domain ->
    [credit] { $model }: Kati ya watu { $of } walioidhinishwa katika kundi la { $group }, wanaolipa mkopo ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } waliopewa jibu “{ $positive }”, jibu ni sahihi kwa { $a }; katika kundi la { $reference }, kwa { $b }.
  }
finding-negative-predictive-value = { $domain ->
    [credit] { $model }: Kati ya watu { $of } waliokataliwa katika kundi la { $group }, ambao wasingelipa mkopo ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao hawakupewa jibu “{ $positive }”, uamuzi huo ni sahihi kwa { $a }; katika kundi la { $reference }, kwa { $b }.
  }
finding-false-discovery-rate = { $domain ->
    [credit] { $model }: Kati ya watu { $of } walioidhinishwa katika kundi la { $group }, wasiolipa mkopo ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } waliopewa jibu “{ $positive }”, jibu si sahihi kwa { $a }; katika kundi la { $reference }, kwa { $b }.
  }
finding-false-omission-rate = { $domain ->
    [credit] { $model }: Kati ya watu { $of } waliokataliwa katika kundi la { $group }, ambao wangelipa mkopo ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group } ambao hawakupewa jibu “{ $positive }”, uamuzi huo si sahihi kwa { $a }; katika kundi la { $reference }, kwa { $b }.
  }
finding-selection-rate = { $model }: Kati ya watu { $of } wa kundi la { $group }, waliochaguliwa ni { $a }; katika kundi la { $reference } ni { $b }.
finding-favourable-rate = { $domain ->
    [credit] { $model }: Kati ya watu { $of } wa kundi la { $group } wanaoomba, walioidhinishwa ni { $a }; katika kundi la { $reference } ni { $b }.
   *[other] { $model }: Kati ya watu { $of } wa kundi la { $group }, wanaopata uamuzi wanaoutaka ni { $a }; katika kundi la { $reference } ni { $b }.
  }
finding-accuracy = { $model }: Jibu ni sahihi kwa watu { $a } kati ya { $of } wa kundi la { $group }; katika kundi la { $reference }, kwa { $b }.
finding-error-rate = { $model }: Jibu si sahihi kwa watu { $a } kati ya { $of } wa kundi la { $group }; katika kundi la { $reference }, kwa { $b }.
finding-base-rate = Kati ya watu { $of } wa kundi la { $group }, ambao matokeo yao halisi ni “{ $positive }” ni { $a }; katika kundi la { $reference } ni { $b }.
finding-other = { $model }: { $metric } katika kundi la { $group } ni { $value }, na katika kundi la { $reference } ni { $reference-value }.
finding-single = { $model }: { $metric } katika kundi la { $group } ni { $value }.
finding-range = Kwa kundi la { $group }, idadi halisi inaelekea kuwa kati ya { $lower } na { $upper } kwa kila { $of }.
finding-range-value = Kwa kundi la { $group }, thamani halisi inaelekea kuwa kati ya { $lower } na { $upper }.
finding-too-few = { $n ->
    [0] Hatukupima mtu yeyote wa kundi la { $group }; hakuna kinachoweza kusemwa juu ya kundi hili.
    [one] Tulipima mtu { $n } wa kundi la { $group }; idadi hii ni ndogo mno kuwa na uhakika.
   *[other] Tulipima watu { $n } wa kundi la { $group }; idadi hii ni ndogo mno kuwa na uhakika.
  }
finding-below-no-skill = { $model }: Katika kundi la { $group }, jibu ni sahihi kwa watu { $a } kati ya { $of }. Kutoa jibu la kawaida zaidi kila mara kungekuwa sahihi kwa { $b }.
finding-not-above-no-skill = { $model }: Katika kundi la { $group }, haijaonekana kwamba majibu ni bora kuliko kutoa jibu la kawaida zaidi kila mara.
finding-gate-failed = { $model }: Kundi la { $group } liko katika hali mbaya zaidi kupita kikomo ({ $measure }, kikomo { $limit }).
finding-gate-undecided = { $model }: Data hizi haziwezi kuonyesha kama sharti “{ $gate }” limetimizwa.
finding-gate-passed = { $model }: Sharti “{ $gate }” limetimizwa.
finding-unlabelled = Kwa { $share } ya watu wa kundi la { $group }, matokeo halisi hayajulikani; wanaweza kuwa tofauti na wengine.
finding-none = Hakuna pengo linaloonekana kuwa kubwa kuliko kikomo kilichotangazwa. Hiyo haimaanishi kwamba halipo.
finding-evidence = Tazama takwimu

## Nani anaathiriwa

smallest-gap-note = Pengo dogo zaidi linaloonekana: tofauti ya sehemu kati ya kundi na watu wengine wote lazima iwe kubwa kiasi hiki ili igunduliwe mara nne kati ya tano, takwimu zilizo hapa chini ziwe zipi. Imekokotolewa kutoka rekodi zenye matokeo yanayojulikana pekee, kwa sehemu za nusu.
affected-intro = Ni watu wangapi wa kila kundi walikuwa katika data, na ni wangapi ambao matokeo yao halisi yanajulikana.
affected-not-assessed = Nani hakupimwa, na kwa nini
affected-unlabelled = { $n ->
    [0] Matokeo halisi yanajulikana kwa kila mtu.
    [one] Kwa mtu { $n } matokeo halisi hayajulikani. Vipimo vinavyoyahitaji vinamwacha nje mtu huyo.
   *[other] Kwa watu { $n } matokeo halisi hayajulikani. Vipimo vinavyoyahitaji vinawaacha nje watu hao.
  }
affected-without-prediction = { $n ->
    [0] Modeli ilitoa jibu kwa kila mtu.
    [one] Kwa mtu { $n } modeli haikutoa jibu.
   *[other] Kwa watu { $n } modeli haikutoa jibu.
  }
affected-without-group = { $n ->
    [0] Kundi limerekodiwa kwa kila mtu.
    [one] Kwa mtu { $n } kundi halijarekodiwa; mtu huyo anaonyeshwa peke yake.
   *[other] Kwa watu { $n } kundi halijarekodiwa; watu hao wanaonyeshwa peke yao.
  }
affected-rejected-rows = { $n ->
    [0] Rekodi zote ziliweza kusomwa.
    [one] Rekodi { $n } haikuweza kusomwa na imeachwa nje.
   *[other] Rekodi { $n } hazikuweza kusomwa na zimeachwa nje.
  }
affected-small-groups = Makundi yenye rekodi chache kuliko { $minimum } yanaonyeshwa, lakini hakuna hitimisho linaloyategemea.
affected-nobody-left-out = Hakuna mtu aliyeachwa nje.

## Utendaji na tofauti

performance-intro = Kila thamani inaonyeshwa pamoja na masafa yake, watu waliohesabiwa, na kiwango ambacho jibu la kawaida zaidi lingefikia.
performance-below = chini ya jibu la kawaida zaidi
performance-not-above = haijaonekana kuwa juu ya jibu la kawaida zaidi
differences-intro = Jinsi kila kundi lilivyo mbali na lile linalolinganishwa nalo.
differences-definition = { $measure }: { $meaning }
differences-tradeoff = Makundi yakitofautiana katika mara ambazo matokeo hutokea, haiwezekani kusawazisha kwa wakati mmoja viwango vyote vya makosa na vya kutambua.

## Chati

chart-title = { $measure } kwa kila kundi
chart-dot-whisker = Kila nukta ni thamani ya kundi moja; mstari unaopita ndani yake ni masafa yake ({ $level }).
chart-reference-line = Mstari wa wima unaonyesha { $what }.
chart-reference-limit = kikomo
chart-reference-overall = thamani ya watu wote
chart-reference-no-skill = jibu la kawaida zaidi
chart-band = Eneo lenye kivuli ndilo ambalo sharti linaruhusu.
chart-no-estimate = hakuna kadirio
chart-n = watu waliohesabiwa
chart-figures = Takwimu za chati hii
chart-description = { $n ->
    [one] { $measure } kwa kundi { $n }, pamoja na masafa yake.
   *[other] { $measure } kwa makundi { $n }, kila moja pamoja na masafa yake.
  }
chart-fewer = pungufu ←
chart-more = → zaidi

## Usimamizi

governance-intro = Kama ulivyotangazwa na mmiliki; programu haijathibitisha.
governance-owner = Mmiliki wa modeli
governance-reviewers = Wapitiaji
governance-escalation = Kupeleka suala ngazi ya juu
governance-incident-plan = Mpango wa kushughulikia matukio
governance-appeals-route = Njia ya kukata rufaa
governance-appeals-days = Jibu la rufaa
governance-days = { $days ->
    [one] ndani ya siku { $days }
   *[other] ndani ya siku { $days }
  }
governance-risk = Hatari iliyotangazwa
governance-automation = Nani anaamua
data-source = Chanzo cha data
data-collected = Zilikusanywa
data-consent = Ridhaa
data-licence = Leseni
data-retain-until = Zitahifadhiwa hadi
data-label-means = Maana ya matokeo
risk-low = ndogo
risk-limited = ya wastani
risk-high = kubwa
automation-human-decides = mtu anaamua; modeli inashauri
automation-human-can-override = modeli inaamua; mtu anaweza kuutengua uamuzi
automation-automated = modeli inaamua peke yake

## Sheria

law-intro = Hali ya taarifa kufikia tarehe { $date }. Huu si ushauri wa kisheria.
law-none = Hakuna taarifa kuhusu sheria za mahali hapa.
law-place = Mahali: { $place }
law-topic-statute = sheria
law-topic-automated-decisions = uamuzi wa mashine
law-topic-impact-assessment = tathmini ya athari
law-topic-sensitive-data = data nyeti
law-topic-transfer = data kupelekwa nje ya nchi
law-topic-regulator = mdhibiti
law-topic-breach = uvunjaji wa usalama wa data
law-topic-equality = usawa
law-topic-ai-policy = sera ya akili mnemba
law-topic-credit = kanuni za mikopo
fact-status-unverified = haijathibitishwa
fact-status-secondary = imesomwa katika chanzo cha pili
fact-status-text = imesomwa katika maandishi yenyewe
fact-status-lawyer_reviewed = imepitiwa na mwanasheria

## Mipaka

limits-intro = Soma sehemu hii kabla ya kutumia takwimu zilizo hapo juu.
limits-cause = Pengo linaonyesha kwamba makundi yanapata matokeo tofauti. Halionyeshi kwa nini.
limits-sample = Takwimu hizi zinahusu watu wanaofanana na walio katika data, katika kipindi hicho. Haziwahusu wengine.
limits-labels = Pale ambapo matokeo yanajulikana kwa baadhi tu, kama vile waliopewa mkopo, vipimo vinavyoyahitaji vinaweza kupotosha.
limits-groups = Ni makundi yaliyotajwa hapa tu yaliyolinganishwa. Mengine yanaweza kuwa katika hali mbaya zaidi.
limits-groups-source = Jinsi makundi yalivyorekodiwa haikuthibitishwa.
limits-multiplicity = Ulinganisho mwingi ulifanywa. Masafa ya kila thamani ni ya thamani hiyo peke yake, isipokuwa sharti liseme vingine.
limits-impossible = Makundi yakitofautiana katika mara ambazo matokeo hutokea, modeli inayokosea haiwezi kuyapa makundi yote viwango sawa vya kutambua na viwango sawa vya makosa.
limits-measures = Kipimo ambacho hakikuorodheshwa hakikuangaliwa.
limits-no-single-grade = Hakuna alama moja ya jumla: nambari moja ingeficha walio katika hali mbaya zaidi.
limits-not-tested = Havikupimwa: { LIST($items) }.
limits-small-groups = Kundi dogo haliwezi kutimiza wala kukosa kutimiza sharti kwa sababu tu ni dogo: jibu ni “haijulikani”.
limits-law = Takwimu peke yake haziwezi kuonyesha kama sheria imefuatwa.

## Mbinu

methods-intro = Jinsi takwimu zilivyopatikana.
methods-level = Masafa huwa na thamani halisi ndani yake katika takriban { $level } ya tafiti za aina hii.
methods-alpha = Hitimisho hukosea katika visa visivyozidi { $alpha }.
methods-pass = “Limetimizwa” linahitaji uthibitisho: masafa yote yako ndani ya kikomo.
methods-fail = “Halijatimizwa” pia linahitaji uthibitisho: masafa yote yako nje ya kikomo.
methods-inconclusive = Vinginevyo jibu ni “haijulikani”, pamoja na idadi ya rekodi zinazohitajika.
methods-multiplicity = “Makundi yote yako ndani ya kikomo” hupimwa kundi kwa kundi. “Kuna kundi lililo nje” hurekebishwa kwa idadi ya makundi.
methods-label-coverage = Rekodi zenye matokeo halisi zisipofika { $minimum }, masharti yanayohitaji matokeo hayo hayaamuliwi.
methods-minimum-group = Makundi yenye rekodi chache kuliko { $minimum } hayaamui sharti.
methods-seed = Mbegu ya nambari za nasibu: { $seed }
methods-no-random = Hakuna nambari za nasibu zilizotumika.
methods-rounding = Takwimu zimefupishwa ili zisomeke; mahitimisho yanatumia thamani kamili. Ncha za masafa hufupishwa kuelekea nje.
methods-intervals = Mbinu za masafa
methods-version = Toleo la programu: { $version }

method-wilson = masafa ya Wilson kwa sehemu
method-clopper-pearson = masafa kamili ya Clopper–Pearson kwa sehemu
method-jeffreys = masafa ya Jeffreys kwa sehemu
method-newcombe = masafa ya Newcombe kwa tofauti ya sehemu mbili
method-newcombe-paired = masafa ya Newcombe kwa tofauti ya sehemu mbili zilizooanishwa
method-tango = masafa ya Tango kwa tofauti ya sehemu mbili zilizooanishwa
method-miettinen-nurminen = masafa ya Miettinen–Nurminen kwa tofauti ya sehemu mbili
method-score-ratio = masafa ya alama kwa uwiano wa sehemu mbili
method-katz-log = masafa ya logariti ya Katz kwa uwiano wa sehemu mbili
method-delong-logit = masafa ya DeLong kwa eneo chini ya mkunjo, kwenye kipimo cha logiti
method-newcombe-auc = masafa ya Newcombe kwa eneo chini ya mkunjo
method-student-t = masafa ya { "t" } ya Student kwa wastani
method-welch-t = masafa ya { "t" } ya Welch kwa tofauti ya wastani mbili
method-dirichlet-jeffreys = masafa kutokana na kurudia kuteua hesabu (Dirichlet–Jeffreys)
method-bca = masafa ya kurudia sampuli, yaliyorekebishwa kwa mwelemeo na upande
method-influence-logit = masafa kutokana na ushawishi wa kila rekodi, kwenye kipimo cha logiti
method-influence-difference = masafa ya tofauti, kutokana na ushawishi wa kila rekodi katika makundi yote mawili
method-bonferroni-pairs = masafa ya pamoja kwa jozi zote za makundi (Bonferroni)
method-bonferroni-groups = masafa ya pamoja kwa makundi yote (Bonferroni)
method-max-t = masafa ya pamoja kwa ulinganisho wote, kutokana na kurudia kuteua hesabu (max-{ "T" })
method-max-t-ratio = masafa ya pamoja kwa uwiano wote, kutokana na kurudia kuteua hesabu (max-{ "T" }, kipimo cha logariti)
method-max-t-block-jackknife = masafa ya pamoja kwa ulinganisho wote (max-{ "T" }), kwa idadi ya rekodi inayobaki watu wanaporudiwa
method-max-t-ratio-block-jackknife = masafa ya pamoja kwa uwiano wote (max-{ "T" }, kipimo cha logariti), kwa idadi ya rekodi inayobaki watu wanaporudiwa
method-stratified-normal = masafa ya kawaida ya takwimu iliyounganishwa kutoka matabaka, ya pamoja kwa makundi
method-q-profile = masafa ya mtawanyiko kati ya makundi, kutokana na kiasi yanavyotofautiana zaidi ya bahati (Q-profile)
method-mover = masafa ya tofauti, yaliyopatikana kutokana na masafa ya takwimu zake mbili
method-influence-ratio = masafa ya uwiano, kutokana na ushawishi wa kila rekodi katika makundi yote mawili
method-calibration-t = masafa ya { "t" } ya Student ya tofauti; kuanzia { "0" } pale ambapo usahihi kamili wa uwezekano haupingwi
method-linearised-t = masafa ya { "t" } ya Student kwa takwimu inayotokana na wastani kadhaa
method-linearised-log-t = masafa ya { "t" } ya Student kwa takwimu inayotokana na wastani kadhaa, kwenye kipimo cha logariti
method-linearised-fisher-t = masafa ya { "t" } ya Student kwa uhusiano, kwenye kipimo cha Fisher
method-cluster-t = masafa ya { "t" } ya Student kwa vitengo ambamo rekodi zinatoka, kama maandishi au watu
method-wilson-clusters = masafa ya Wilson kwa rekodi zinazobaki baada ya kuzingatia vitengo zinakotoka
method-beta-binomial-sequence = mipaka inayodumu kila mara unapoangalia, hata ukiangalia mara nyingi (mchanganyiko wa beta-binomial)
method-bernstein-sequence = mipaka inayodumu kila mara unapoangalia, hata ukiangalia mara nyingi (Bernstein ya majaribio)
method-sequence-difference = mipaka inayodumu kila mara unapoangalia, kutoka mipaka ya pande zote mbili
method-wilson-survey = mipaka ya alama (Wilson) kwa idadi ya safu inayobakia kwa muundo wa utafiti (Korn na Graubard)
method-survey-t = t ya Student kwa tofauti inayotokana na matabaka na vitengo vya utafiti (iliyofanywa mstari)
method-replicate-weights = t ya Student kwa tofauti kati ya seti za uzito wa marudio
method-repeated-runs = t ya Student kwa tofauti za safu na tofauti kati ya marudio ya uendeshaji
method-uniform-shrinkage = kwantili za kinachowezekana kutokana na makundi yote pamoja (uniform shrinkage)
method-manski-bounds = mipaka ya thamani ndogo na kubwa zaidi ambazo matokeo yasiyojulikana yangeweza kutoa
method-class-limits = vipindi vya kila aina vikiwekwa pamoja; ni vipana kuliko inavyohitajika pale ambapo aina hazikosei pamoja
method-local-dependence-t = masafa ya { "t" } ya Student yanayozingatia rekodi zenye majirani wa pamoja
method-block-jackknife = masafa ya { "t" } ya Student kutokana na takwimu bila kila kundi la watu (jackknife ya kuondoa kundi)
method-wilson-block-jackknife = masafa ya Wilson kwa rekodi zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-order-statistics = takwimu za mpangilio wa rekodi, kwa mgawanyo wa binomia
method-woodruff = takwimu za mpangilio wa rekodi zenye uzito (Woodruff)
method-newcombe-paired-block-jackknife = masafa ya Newcombe kwa rekodi zilezile zilizooanishwa, zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-clopper-pearson-block-jackknife = masafa ya Clopper–Pearson kwa rekodi zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-paired-influence-t = t ya Student kwa tofauti ya mifumo miwili kwenye rekodi zilezile, kutokana na mchango wa kila rekodi
method-delong-paired = masafa ya maeneo yote mawili, yakiunganishwa kwa kiasi ambacho maeneo ya mifumo miwili yanasogea pamoja (DeLong, Zou)
method-tango-block-jackknife = masafa ya Tango kwa rekodi zilezile zilizooanishwa, zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-newcombe-block-jackknife = masafa ya Newcombe kwa rekodi zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-miettinen-nurminen-block-jackknife = masafa ya Miettinen na Nurminen kwa rekodi zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-score-ratio-block-jackknife = masafa ya alama ya uwiano kwa rekodi zinazobaki baada ya kuzingatia makundi ya watu (jackknife ya kuondoa kundi)
method-reported-limits = mipaka kama ilivyoripotiwa, ikiletwa kwenye kiwango hiki kwa kosa sanifu katika kipimo kisicho na mwisho
method-kolmogorov-newcombe = masafa ya Newcombe kwenye alama inayotenganisha zaidi, yakizingatia uteuzi huo; kuanzia { "0" } pale ambapo tofauti haionyeshwi
method-bonferroni-bins = masafa ya pamoja ya Wilson kwa hatua zote za alama (Bonferroni)
method-debiased-t = masafa ya { "t" } ya Student ya mraba wa tofauti kasoro kelele yake
method-wald = masafa ya Wald kutokana na taarifa iliyo katika data
method-wald-robust = masafa ya Wald yanayofaa kwa uzito wowote (sandwich)

## Kurudia

reproduce-intro = Kwa programu hiyo hiyo na faili hizo hizo, amri hii hutoa matokeo yale yale kabisa:
reproduce-inputs = Faili zilizotumika
reproduce-locales = Faili za lugha na mahali
reproduce-rows = Kilichotokea kwa rekodi
reproduce-check = Linganisha kila muhtasari wa kidijitali kabla ya kuamini takwimu.

## Tafsiri

translation-status = { $state ->
    [source] { $language }: lugha ambayo hati hii iliandikwa kwanza.
    [reviewed] { $language }: tafsiri imepitiwa na { LIST($reviewers) }.
   *[draft] { $language }: rasimu ya tafsiri, bado haijapitiwa na mzungumzaji asilia. Pakiwa na shaka, maandishi ya Kiingereza ndiyo yanayotawala.
  }
translation-fallbacks = { $n ->
    [0] Maandishi yote yako katika lugha hii.
    [one] Andiko { $n } linaonyeshwa kwa lugha nyingine, kwa sababu tafsiri yake haipo.
   *[other] Maandishi { $n } yanaonyeshwa kwa lugha nyingine, kwa sababu tafsiri yake haipo.
  }
translation-numbers = Takwimu ni zile zile katika kila lugha; zimelinganishwa na faili inayosomwa na mashine.

## Vipimo

metric-accuracy = usahihi
    .meaning = Sehemu ya watu ambao jibu ni sahihi kwao.
metric-selection-rate = kiwango cha kuchaguliwa
    .meaning = Sehemu ya watu ambao modeli inawachagua.
metric-favourable-rate = kiwango cha uamuzi unaotakiwa
    .meaning = Sehemu ya watu wanaopata uamuzi wanaoutaka.
metric-base-rate = kiwango cha msingi
    .meaning = Sehemu ya watu wenye matokeo husika kweli.
metric-true-positive-rate = kiwango cha chanya za kweli
    .meaning = Kati ya wenye matokeo husika kweli, sehemu ambayo modeli inaichagua.
metric-false-positive-rate = kiwango cha chanya za uongo
    .meaning = Kati ya wasio na matokeo husika kweli, sehemu ambayo modeli inaichagua kimakosa.
metric-true-negative-rate = kiwango cha hasi za kweli
    .meaning = Kati ya wasio na matokeo husika kweli, sehemu ambayo modeli inaiacha nje kwa usahihi.
metric-false-negative-rate = kiwango cha hasi za uongo
    .meaning = Kati ya wenye matokeo husika kweli, sehemu ambayo modeli inaikosa.
metric-positive-predictive-value = thamani ya utabiri wa chanya
    .meaning = Kati ya waliochaguliwa na modeli, sehemu yenye matokeo husika kweli.
metric-negative-predictive-value = thamani ya utabiri wa hasi
    .meaning = Kati ya walioachwa nje na modeli, sehemu isiyo na matokeo husika kweli.
metric-false-discovery-rate = kiwango cha uteuzi wa kimakosa
    .meaning = Kati ya waliochaguliwa na modeli, sehemu iliyochaguliwa kimakosa.
metric-false-omission-rate = kiwango cha kuachwa kimakosa
    .meaning = Kati ya walioachwa nje na modeli, sehemu iliyoachwa kimakosa.
metric-balanced-accuracy = usahihi uliosawazishwa
    .meaning = Wastani wa sehemu inayotambuliwa kati ya wenye matokeo husika na kati ya wasio nayo.
metric-f1-score = alama ya { "F1" }
    .meaning = Thamani moja ya kuwapata wenye matokeo husika na kutowachagua wengine, mambo yote mawili yakiwa na uzito sawa.
metric-f2-score = alama ya { "F2" }
    .meaning = Kama { "F1" }, lakini kumkosa mtu kuna uzito zaidi.
metric-f0-5-score = alama ya { "F0.5" }
    .meaning = Kama { "F1" }, lakini kumchagua mtu kimakosa kuna uzito zaidi.
metric-jaccard-index = faharasa ya Jaccard
    .meaning = Waliochaguliwa kwa usahihi, kati ya wote wenye matokeo husika au waliochaguliwa.
metric-matthews-correlation = uhusiano wa Matthews
    .meaning = Jinsi majibu na matokeo yanavyoendana, kuanzia kinyume kabisa hadi sawa kabisa; kutohusiana ni sifuri.
metric-cohen-kappa = kappa ya Cohen
    .meaning = Kiasi ambacho majibu na matokeo yanakubaliana kupita bahati tu.
metric-informedness = uwezo wa kutofautisha
    .meaning = Jinsi modeli inavyowatofautisha wenye matokeo husika na wasio nayo vizuri kuliko kubahatisha.
metric-markedness = kutegemewa kwa majibu
    .meaning = Jinsi majibu ya modeli yanavyoweza kutegemewa zaidi kuliko kubahatisha.
metric-positive-likelihood-ratio = uwiano wa uwezekano wa chanya
    .meaning = Mara ngapi wenye matokeo husika wana uwezekano zaidi wa kuchaguliwa kuliko wasio nayo.
metric-negative-likelihood-ratio = uwiano wa uwezekano wa hasi
    .meaning = Mara ngapi wenye matokeo husika wana uwezekano zaidi wa kuachwa nje kuliko wasio nayo.
metric-diagnostic-odds-ratio = uwiano wa nafasi za utambuzi
    .meaning = Nafasi ya kuchaguliwa kwa wenye matokeo husika, ikigawanywa kwa nafasi hiyo kwa wasio nayo.
metric-error-rate = kiwango cha makosa
    .meaning = Sehemu ya watu ambao jibu si sahihi kwao.
metric-false-negative-to-false-positive-ratio = uwiano wa waliokosekana kwa waliochaguliwa kimakosa
    .meaning = Ni watu wangapi wanaokosekana kwa kila mmoja anayechaguliwa kimakosa.
metric-count = idadi
    .meaning = Ni watu wangapi.
metric-share = sehemu
    .meaning = Sehemu ya kundi kati ya watu wote.
metric-label-coverage = sehemu yenye matokeo halisi
    .meaning = Sehemu ya watu ambao matokeo yao halisi yanajulikana.
metric-roc-auc = eneo chini ya mkunjo wa { "ROC" }
    .meaning = Mara ambazo mtu mwenye matokeo husika anapata alama kubwa kuliko mtu asiye nayo.
metric-average-precision = wastani wa usahihi wa uteuzi
    .meaning = Jinsi wenye matokeo husika wanavyokuwa juu watu wakipangwa kwa alama.
metric-brier-score = alama ya Brier
    .meaning = Wastani wa mraba wa umbali kati ya uwezekano uliotajwa na matokeo; ndogo ndiyo bora.
metric-log-loss = hasara ya logariti
    .meaning = Jinsi uwezekano uliotajwa unavyokosa matokeo, makosa yenye uhakika yakiwa na uzito zaidi; ndogo ndiyo bora.
metric-mean-score = wastani wa alama
    .meaning = Wastani wa alama za modeli.
metric-macro-precision = usahihi wa uteuzi kwa wastani wa aina
    .meaning = Kati ya waliopewa aina fulani, sehemu iliyopewa kwa usahihi; wastani wa aina zote.
metric-macro-recall = kiwango cha kutambua kwa wastani wa aina
    .meaning = Kati ya walio wa aina fulani, sehemu iliyotambuliwa; wastani wa aina zote.
metric-macro-f1 = { "F1" } kwa wastani wa aina
    .meaning = Wastani wa alama za { "F1" } za aina zote, kila aina ikiwa na uzito sawa.
metric-micro-precision = usahihi wa uteuzi kwa jumla ya aina
    .meaning = Kati ya majibu yote, sehemu iliyo sahihi, aina zote zikihesabiwa pamoja.
metric-micro-recall = kiwango cha kutambua kwa jumla ya aina
    .meaning = Kati ya aina zote za kweli, sehemu iliyotambuliwa, aina zote zikihesabiwa pamoja.
metric-micro-f1 = { "F1" } kwa jumla ya aina
    .meaning = Alama ya { "F1" } ya aina zote zikihesabiwa pamoja.
metric-weighted-precision = usahihi wa uteuzi wenye uzito
    .meaning = Usahihi wa uteuzi wa kila aina, ukipewa uzito kwa idadi ya walio wa aina hiyo.
metric-weighted-recall = kiwango cha kutambua chenye uzito
    .meaning = Kiwango cha kutambua cha kila aina, kikipewa uzito kwa idadi ya walio wa aina hiyo.
metric-weighted-f1 = { "F1" } yenye uzito
    .meaning = Alama ya { "F1" } ya kila aina, ikipewa uzito kwa idadi ya walio wa aina hiyo.
metric-macro-roc-auc = eneo chini ya mkunjo wa { "ROC" } kwa wastani wa aina
    .meaning = Mara ambazo mtu wa aina fulani anapata alama kubwa ya aina hiyo kuliko mtu wa aina nyingine; wastani wa aina zote, kila aina ikiwa na uzito sawa.
metric-weighted-roc-auc = eneo chini ya mkunjo wa { "ROC" } lenye uzito
    .meaning = Mara ambazo mtu wa aina fulani anapata alama kubwa ya aina hiyo kuliko mtu wa aina nyingine; wastani wa aina zote, kwa uzito wa idadi ya walio wa kila aina.
metric-hand-till-auc = eneo la { "Hand–Till" }
    .meaning = Jinsi alama zinavyotofautisha aina mbili zozote; wastani wa jozi zote za aina.
metric-class-wise-calibration-error = kosa la ulinganifu wa alama kwa kila aina
    .meaning = Uwezekano uliotajwa wa aina uko mbali kiasi gani na mara inavyotokea; wastani wa aina zote; kidogo ni bora.
metric-top-label-calibration-error = kosa la ulinganifu wa aina iliyochaguliwa
    .meaning = Uwezekano uliotajwa wa aina iliyochaguliwa uko mbali kiasi gani na mara aina hiyo ilivyo sahihi; kidogo ni bora.
metric-quadratic-weighted-kappa = kappa yenye uzito wa mraba
    .meaning = Makubaliano zaidi ya bahati kwa aina zenye mpangilio, ambapo kukosa kwa hatua nyingi kuna uzito zaidi.
metric-mean-absolute-level-error = wastani wa kosa kwa hatua
    .meaning = Aina iliyotolewa iko mbali kwa hatua ngapi na aina ya kweli kwa wastani; kidogo ni bora.

## Rendered dossiers: further words for headings, columns and notes

# $count: gates failed or undecided; $all: gates altogether
headline-failed = { $count ->
    [one] Sharti { $count } kati ya { $all } halijatimizwa
   *[other] Masharti { $count } kati ya { $all } hayajatimizwa
  }
headline-undecided = { $count ->
    [one] Hakuna sharti lililoshindwa; kwa { $count } kati ya { $all } jibu ni “haijulikani”
   *[other] Hakuna sharti lililoshindwa; kwa { $count } kati ya { $all } jibu ni “haijulikani”
  }
headline-passed = { $all ->
    [one] Sharti pekee limetimizwa
   *[other] Masharti yote { $all } yametimizwa
  }
fact-date = Tarehe ya tathmini
date-range = { $first } hadi { $last }
# $column: a column of the data
place-by-column = rekodi kwa rekodi, safu wima { $column }
# $rows: rows; $labelled: of them with known outcome
rows-and-labelled = { $rows }, kati yake { $labelled } zenye matokeo halisi

# $model, $gate: names; $measure: a metric's name; $result, $limit: formatted
finding-gate-failed-value = { $model }: “{ $gate }” halijatimizwa: { $measure } ni { $result }; kikomo ni { $limit }.
# $model, $other: names; $metric: a metric's name; $group: a group; $value, $then: its values, formatted
finding-against-model = { $model }: { $metric } katika { $group } ni { $value }; kwa { $other } ni { $then }.
# $model: a name; $metric: a metric's name; $group: a group; $value, $then: its values, formatted
finding-since = { $model }: { $metric } katika { $group } ni { $value }; awali ilikuwa { $then }.
# $model: a name; $metric: a metric's name; $group, $reference: groups; $value, $then: differences in points, formatted
finding-gap-since = { $model }: kati ya { $group } na { $reference }, { $metric } inatofautiana kwa { $value } sasa na ilitofautiana kwa { $then } awali.
# $measure: a metric's name; $value, $reference: formatted
finding-below-no-skill-across = { $model }: { $columns }, kipimo cha { $measure } kiko chini ya kile ambacho kutoa daima jibu la kawaida zaidi kungefikia, katika makundi { $below } kati ya { $all }: { $groups }. { $shown ->
    [0] Hakuna kundi ambalo hali hii imeonyeshwa kuwa si ya bahati tu.
    [one] Katika kundi { $shown } kati ya hayo imeonyeshwa kuwa hali hii si ya bahati tu.
   *[other] Katika makundi { $shown } kati ya hayo imeonyeshwa kuwa hali hii si ya bahati tu.
  }
# $gates, $columns: names; $least, $most: formatted
finding-gates-exclude-each-other = Masharti { $gates } hayawezi yote kutimizwa na modeli yoyote inayokosea, kwa sababu viwango vya msingi vinatofautiana kati ya makundi { $columns }: kuanzia { $least } hadi { $most }. Lipi ni muhimu zaidi ni uamuzi wa watu.
finding-below-no-skill-value = { $model }: { $measure } katika { $group } ni { $value }. Kutoa daima jibu la kawaida zaidi kungefikia { $reference }.
# $interval: two limits
gap-interval = Huenda pengo ni { $interval }.
gap-interval-points = Huenda pengo ni pointi za asilimia { $interval }.
# $value: a number
amount-points = pointi za asilimia { $value }

unit-points = pointi za asilimia
# What stands after “in” where a group’s name would
in-other-groups = wengine
in-all-data = watu wote

gates-caption = Kila sharti na kilichopatikana
gates-introduction = Kila sharti liliwekwa kabla data hazijasomwa. “Limetimizwa” na “halijatimizwa” yote mawili yanahitaji ushahidi; vinginevyo jibu ni “haijulikani”.
# $gate, $model: names
gate-components-caption = { $gate } ({ $model })
gate-components-summary = Kila kundi la kila sharti
# $columns: names of columns
by-columns = kwa { $columns }
by-title = Kwa { $columns }
# $reference: a group
compared-with = ikilinganishwa na { $reference }
# $n: rows
n-rows = { $n ->
    [one] mtu { $n } amehesabiwa
   *[other] watu { $n } wamehesabiwa
  }
# $share: formatted
label-coverage-is = Zenye matokeo halisi: { $share } ya rekodi.

column-blank = Tupu
column-bytes = Baiti
column-chosen-by = Aliyechagua, na kwa nini
column-code = Msimbo
column-found-here = Kilichopatikana hapa
column-header-rows = Kichwa
column-highest = Cha juu zaidi
column-in-group = Katika kundi
column-in-reference = Katika linalolinganishwa
column-kind = Aina
column-labelled-share = Sehemu yenye matokeo halisi
column-languages = Lugha
column-by-chance = Kwa bahati
column-left-out = Makundi yaliyoachwa
column-lowest = Cha chini zaidi
column-made-in = Ilikotengenezwa
column-matched = Rekodi zenye jibu
column-message = Ujumbe
column-period = Kipindi
column-population = Sehemu ya idadi ya watu
column-range = Pengo kubwa zaidi
column-records = Mistari
column-refused = Zilizokataliwa
column-reported = Kilichoripotiwa na mtengenezaji
column-role = Yaliyomo
column-threshold = Kizingiti
column-unmatched = Majibu yasiyo na rekodi
column-used = Zilizotumika
column-value-interval = Thamani na masafa
column-without-prediction = Rekodi zisizo na jibu

coverage-caption = Rekodi kwa { $columns }
coverage-caption-overall = Rekodi
# $groups: a list
groups-absent = Yametangazwa, lakini hayana mtu katika data: { $groups }. Hakuna kinachoweza kusemwa kuyahusu.
all-metrics = vipimo vyote
predictions-caption = Rekodi na majibu ya kila modeli
shown-counts-only = watu ni wachache mno kwa takwimu
shown-interval-only = watu ni wachache mno kulinganisha; masafa pekee

overall-caption = Kila kipimo kwa watu wote
# $measure: a metric's name; $columns: names of columns
chart-title-by = { $measure } kwa { $columns }
# $figures: charts; $groups: groups
show-figures = Onyesha chati { $figures } (makundi { $groups } kila moja)
folded-elsewhere = Majedwali zaidi yamo katika toleo la ukurasa la jalada hili.
show-tables = Onyesha majedwali
higher-is-better = Zaidi ni bora.
lower-is-better = Kidogo ni bora.
neither-is-better = Zaidi au kidogo si bora kwa yenyewe.
by-chance-meaning = Kwa bahati: kile ambacho modeli inayotendea makundi yote sawasawa ingeonyesha hapa kwa wastani.
points-for-shares = (pointi za asilimia kwa sehemu)
ranges-caption = Mapengo makubwa zaidi
# $measure: a metric's name
pairs-caption = { $measure }: kila kundi dhidi ya linalolinganishwa nalo, mapengo makubwa kwanza
pairs-caption-points = { $measure }: kila kundi dhidi ya linalolinganishwa nalo, mapengo makubwa kwanza, kwa pointi za asilimia
# $count: how many
rows-left-out = { $count ->
    [one] { $count } zaidi imo katika faili inayosomwa na mashine.
   *[other] { $count } zaidi zimo katika faili inayosomwa na mashine.
  }

section-provenance = Data zinatoka wapi
section-models = Modeli zinatoka wapi
governance-label-means = Maana ya matokeo
governance-volume = Maamuzi kwa mwezi
provenance-source = Chanzo cha data
provenance-collected = Zilikusanywa
provenance-consent = Ridhaa
provenance-retain-until = Kuhifadhiwa hadi
provenance-licence = Leseni
provenance-population = Chanzo cha idadi ya watu
# $column: a column of the data
provenance-group = Jinsi { $column } inavyojulikana
models-caption = Modeli kama zilivyotangazwa
reported-caption = Mtengenezaji anachoripoti, na kilichopatikana hapa
warnings-caption = Maoni kuhusu data

untested-proxies = ikiwa safu wima za kawaida zinasimama badala ya sifa zinazolindwa
untested-counterfactuals = kinachobadilika jina au mahali pekee pakibadilika
untested-drift = ikiwa matokeo yanadumu baada ya muda
untested-thresholds = vizingiti vingine vingefanya nini
# $size: how many
methods-family = Si zaidi ya makundi { $size } yanashiriki kosa la kushindwa kimakosa katika sharti moja.
# $counts, $interval: numbers of people
methods-floors = Chini ya watu { $counts } huonyeshwa hesabu tu; chini ya { $interval } huonyeshwa masafa tu.
role-scenario = hali ya tathmini
role-data = data
role-predictions = majibu ya modeli
role-earlier = tathmini iliyotangulia

metric-expected-calibration-error = kosa la wastani la ulinganifu wa alama
    .meaning = Uwezekano uliotajwa uko mbali kiasi gani na kinachotokea, kwa wastani; kidogo ni bora.
metric-gini = mgawo wa Gini
    .meaning = Mara mbili ya eneo chini ya mkunjo wa { "ROC" } kasoro moja: sifuri kwa alama zinazopanga ovyo.
metric-kolmogorov-smirnov = umbali wa Kolmogorov–Smirnov
    .meaning = Alama za walio na matokeo ziko mbali kiasi gani na alama za wengine, pale zinapoachana zaidi.
metric-average-precision-at-0-5 = wastani wa usahihi wa uteuzi kwa idadi sawa
    .meaning = Wastani wa usahihi wa uteuzi kama walio na matokeo wangekuwa sawa na wasio nayo, ili makundi yaweze kulinganishwa.
metric-brier-skill-score = alama ya ustadi ya Brier
    .meaning = Uwezekano uliotajwa ni bora kiasi gani kuliko kumtajia kila mtu kiwango cha kundi lake.
metric-brier-reliability = uthabiti wa Brier
    .meaning = Mraba wa umbali kati ya uwezekano uliotajwa na kinachotokea, alama kwa alama; kidogo ni bora.
metric-brier-resolution = upambanuzi wa Brier
    .meaning = Kinachotokea kinatofautiana kiasi gani kati ya watu wenye alama tofauti; kikubwa ni bora.
metric-brier-uncertainty = kutokuwa na hakika kwa Brier
    .meaning = Matokeo hayana uhakika kiasi gani kabla ya kujua alama yoyote.
metric-brier-miscalibration = upotofu wa ulinganifu wa Brier
    .meaning = Alama ya Brier ingepungua kiasi gani kama alama zingesahihishwa bila kubadilisha mpangilio wao; kidogo ni bora.
metric-brier-discrimination = utofautishaji wa Brier
    .meaning = Alama zilizosahihishwa zingekuwa bora kiasi gani kuliko kiwango cha kundi kwa kila mtu; kikubwa ni bora.
metric-maximum-calibration-error = kosa kubwa zaidi la ulinganifu wa alama
    .meaning = Uwezekano uliotajwa uko mbali kiasi gani na kinachotokea, pale ulipo mbali zaidi; kidogo ni bora.
metric-adaptive-calibration-error = kosa la ulinganifu kwa hatua sawa
    .meaning = Uwezekano uliotajwa uko mbali kiasi gani na kinachotokea, kwa hatua zenye idadi sawa ya watu; kidogo ni bora.
metric-debiased-calibration-error = kosa la ulinganifu bila kelele yake
    .meaning = Mraba wa umbali kati ya uwezekano uliotajwa na kinachotokea, kasoro kinachoongezwa na bahati; huweza kuwa chini ya sifuri.
metric-calibration-in-the-large = ulinganifu wa jumla
    .meaning = Kiwango halisi kasoro wastani wa uwezekano uliotajwa; juu ya sifuri modeli inataja kidogo mno.
metric-observed-to-expected-ratio = waliopatikana kwa waliotarajiwa
    .meaning = Ni watu wangapi wana matokeo kwa kila mmoja aliyetarajiwa na uwezekano uliotajwa.
metric-calibration-slope = mteremko wa ulinganifu
    .meaning = Moja ikiwa uwezekano uliotajwa umetawanyika kama ukweli; chini ya moja una uhakika kupita kiasi.
metric-calibration-intercept = kikatizo cha ulinganifu
    .meaning = Kinachohitaji kuongezwa kwenye logi ya uwiano wa alama pamoja na mteremko; sifuri zikiwa sahihi.
metric-calibration-offset = nyongeza ya ulinganifu
    .meaning = Kinachohitaji kuongezwa kwenye logi ya uwiano wa alama jinsi zilivyo; juu ya sifuri modeli inataja kidogo mno.
metric-spiegelhalter-z = { "z" } ya Spiegelhalter
    .meaning = Jaribio la kama uwezekano uliotajwa unaweza kuwa bahati halisi; mbali na sifuri hauwezi.
metric-mean-score-of-positives = wastani wa alama za walio na matokeo
    .meaning = Wastani wa alama za wale ambao kwa kweli wana matokeo.
metric-mean-score-of-negatives = wastani wa alama za wasio na matokeo
    .meaning = Wastani wa alama za wale ambao kwa kweli hawana matokeo.
metric-coverage = sehemu inayojibiwa
    .meaning = Sehemu ya watu ambao modeli haikatai kuamua juu yao.
metric-abstention-rate = kiwango cha kujizuia
    .meaning = Sehemu ya watu ambao modeli inakataa kuamua juu yao.
metric-missing-prediction-rate = kiwango cha majibu yanayokosekana
    .meaning = Sehemu ya watu ambao modeli haikutoa jibu lolote juu yao.
metric-invalid-prediction-rate = kiwango cha majibu yasiyofaa
    .meaning = Sehemu ya watu ambao jibu la modeli juu yao haliwezi kutumika.
metric-worst-case-accuracy = usahihi ikiwa kukosa jibu ni kosa
    .meaning = Sehemu ya watu walioamuliwa kwa usahihi, ikiwa kila asiye na jibu anahesabiwa kuwa ameamuliwa vibaya.

## Hatua zinazofuata modeli: kanuni, watu, rufaa (rasimu).

stages-intro = Modeli huamua kwanza, kisha wengine. Kila mstari ni pengo linalobaki baada ya hatua. Kinachoongezwa na hatua ni pengo hilo ukiondoa lile la kabla yake: pengo la modeli na vyote vilivyoongezwa hufanya pengo la mwisho, isipokuwa ukadirishaji wa tarakimu zilizochapishwa.
stages-none = Hakuna hatua iliyobadilisha pengo lolote lililoulizwa.
stages-caption = Mapengo ya { $measure } baada ya kila hatua
stages-caption-points = Mapengo ya { $measure } baada ya kila hatua, kwa pointi za asilimia
stage-model = modeli
column-stage = Ameamua
column-added = Kilichoongezwa hapa

## Uchunguzi: utafutaji wa yale ambayo wastani huficha (rasimu)

section-probes = Uchunguzi: yale ambayo wastani unaweza kuficha
probes-intro = Utafutaji huu ulitangazwa kabla ya data kusomwa. Unachopata ni sababu ya kuangalia kwa karibu zaidi, si hukumu.
role-pairs = jozi za mistari
role-reviews = ukaguzi wa maandishi yaliyobadilishwa
role-changed-predictions = majibu kwa mistari iliyobadilishwa
column-pairs = Jozi
column-originals = Watu
column-flip-units = Vitengo huru
column-accepted = Zilizokubaliwa na wakaguzi
column-flips-of-all = Majibu yaliyobadilika, jozi zote
column-unexpected = Si kama ilivyotarajiwa
column-like = Kesi zenye mfano
column-like-share = Kati ya zote
column-like-own = Yanayotakiwa katika kundi
column-like-like = Yanayotakiwa kwa zinazofanana
column-flips = Majibu yaliyobadilika
column-flips-away = Kwa ubaya
column-flips-towards = Kwa uzuri
column-mean-shift = Wastani wa mabadiliko ya alama
column-p = { "p" }
column-adjusted-p = { "p" } iliyorekebishwa
column-feature = Safu wima
column-availability = Jinsi inavyotaja sifa
column-use = Jinsi majibu yanavyoambatana nayo
column-association = { "V" } ya Cramér, imerekebishwa
column-than-others = Kuliko wengine wote
column-confirmed = Imethibitishwa
column-window = Wakati
column-before = Kabla
column-since = Tangu hapo
column-change = Mabadiliko
column-psi = { "PSI" }
column-moved-most = Iliyosogea zaidi
column-ks = { "KS" }
p-below = < { $limit }

probe-flips-title = Jambo moja lilibadilishwa: { $probe }
probe-flips-meaning = Kesi zilezile zilipewa modeli tena na jambo moja tu limebadilishwa. Hakuna kingine kilichobadilika, kwa hiyo jibu linalobadilika linategemea jambo hilo moja.
probe-flips-direct = Hii inapima matumizi ya moja kwa moja ya kilichobadilishwa. Yanayoambatana nacho maishani, kama vile kipato au mahali, yalibaki kama yalivyokuwa.
probe-flips-units = Aina kadhaa zilizobadilishwa za mtu mmoja si huru; masafa yanazingatia hilo.
probe-flips-clusters = Jozi za { $column } moja si huru; masafa yanazingatia hilo.
probe-flips-expect-rise = Kinachotarajiwa: badiliko halipunguzi alama.
probe-flips-expect-fall = Kinachotarajiwa: badiliko haliongezi alama.
probe-flips-expect-minimum-functionality = Kinachotarajiwa: kila kesi iliyobadilishwa ipate jibu moja linalojulikana kuwa sahihi.
probe-unexpected-chart = Ni mara ngapi jibu si kama lilivyotarajiwa: { $probe }
probe-unexpected-chart-description = { $n ->
    [one] Sehemu ya jozi zisizofanya kinachotarajiwa katika kundi { $n }, pamoja na masafa yake.
   *[other] Sehemu ya jozi zisizofanya kinachotarajiwa katika makundi { $n }, kila moja na masafa yake.
  }
probe-unexpected-allowed = Hadi { $limit } zinaweza kufanya vingine, kama ilivyotangazwa.
probe-flips-made-with = Mabadiliko yalifanywa kwa { $packs }.
probe-flips-drafts = Mabadiliko yalifanywa kwa { $packs }, ambazo hakuna mzungumzaji asilia wa lugha hizo aliyezikagua. Badiliko ambalo hakuna mzungumzaji angeliandika halisemi lolote kuhusu modeli.
probe-flips-reviewed = { $people ->
    [one] Mtu { $people } aliangalia
   *[other] Watu { $people } waliangalia
  } maandishi yaliyobadilishwa. Kati ya jozi { $all }, { $accepted } zimekubaliwa, { $rejected } zimekataliwa, { $disputed } zina ubishi, na { $unreviewed } hazikuangaliwa. Takwimu ni za jozi zilizokubaliwa; za jozi zote ziko kando yake.
probe-flips-noise = { $model }: kesi { $repeated } zisizobadilishwa zilitolewa mara mbili, na { $flipped } zilipata jibu jingine mara ya pili. Hicho hubadilika chenyewe.
probe-flips-caption = Majibu yaliyobadilika, kwa kundi
probe-flips-chart = Jibu lilibadilika mara ngapi: { $probe }
probe-flips-chart-description = { $n ->
    [one] Sehemu ya majibu yaliyobadilika ya kundi { $n }, pamoja na masafa yake.
   *[other] Sehemu ya majibu yaliyobadilika ya makundi { $n }, kila moja na masafa yake.
  }
probe-flips-allowed = Hadi { $limit } yanaruhusiwa kubadilika, kama ilivyotangazwa.
probe-flips-lost = { $model }: jozi { $lost } kati ya { $all } hazikuweza kutumika, kwa sababu kesi au jibu kwa umbo lake lililobadilishwa halipo.
probe-flips-silent = { $model }: majibu machache hubadilika katika { $groups }, lakini hapo modeli si bora kuliko jibu moja lisilobadilika. Modeli isiyoweza kusoma inachopewa haibadilishi jibu lake kamwe: mabadiliko machache hayathibitishi chochote hapa.

probe-matched-title = Kesi halisi zinazofanana isipokuwa { $column }
probe-matched-meaning = Modeli isipoweza kuulizwa tena, kesi halisi hutumika: zile za kundi moja zinazofanana na za kundi jingine katika { $columns }. Kesi zisizo na mfano wake zimeachwa.
probe-matched-caption = Majibu yanayotakiwa, kati ya kesi zinazofanana
probe-matched-limits = Hili ni kweli tu kwa kuzingatia safu hizi: kisichopimwa kinaweza kueleza tofauti hiyo.

probe-proxy-title = Safu wima zinazosimama badala ya { $attribute }
probe-proxy-meaning = Jinsi { $attribute } inavyoweza kukisiwa kutoka safu wima moja pekee: { $least } si bora kuliko bahati, { $most } ni sahihi daima.
probe-proxy-use = Takwimu nyingine inasema ni kiasi gani majibu ya modeli yanaambatana na safu wima hiyo kati ya watu wenye matokeo halisi yaleyale. Huko ni kuambatana, si uthibitisho wa ushawishi.
probe-proxy-use-given = Takwimu nyingine inasema ni kiasi gani majibu ya modeli yanaambatana na safu wima hiyo kati ya watu wenye matokeo halisi yaleyale na { $columns } ileile. Huko ni kuambatana, si uthibitisho wa ushawishi.
probe-proxy-found = Kuanzia { $limit }, na ikiwa bahati haielezi hilo kati ya safu wima { $n }: { $columns }.
probe-proxy-none = Hakuna safu wima inayotaja { $attribute } kwa kiwango cha { $limit }.
probe-proxy-caption = Safu wima zote zilizotafutwa
probe-proxy-chart = Jinsi safu wima zinavyotaja { $attribute }, na jinsi majibu yanavyoambatana nazo
probe-proxy-chart-description = { $n ->
    [one] Safu wima { $n } kwa jinsi inavyotaja { $attribute } na jinsi majibu yanavyoambatana nayo.
   *[other] Safu wima { $n } kwa jinsi zinavyotaja { $attribute } na jinsi majibu yanavyoambatana nazo.
  }
probe-proxy-marked = inataja sifa

probe-slices-title = Michanganyiko ya makundi yenye hali mbaya zaidi
probe-slices-meaning = { $measure } iliangaliwa katika michanganyiko yote { $n } ya { $columns } yenye watu { $rows } au zaidi; ile yenye hali mbaya kuliko wengine wote inaonyeshwa, inayosema zaidi kwanza.
probe-slices-pruned = { $measure } iliangaliwa katika michanganyiko ya { $columns } yenye watu { $rows } au zaidi, kutafuta ile mibaya zaidi tu: { $n } ilipimwa, na { $out } iliachwa kwa sababu yenyewe, au sehemu yake, haiwezi kuwa miongoni mwa mibaya zaidi. Thamani za p zimerekebishwa kwa idadi kubwa kabisa inayowezekana, { $family }.
probe-slices-confirmed = Ilipatikana katika nusu moja ya watu na kuangaliwa tena katika nusu nyingine.
probe-slices-unconfirmed = Ilipatikana na kupimwa kwa watu walewale, kwa hiyo takwimu zinazoonyeshwa huenda zimezidi.
probe-slices-none = { $model }: hakuna mchanganyiko ulioonyeshwa kuwa na hali mbaya kuliko wengine wote.
probe-slices-chart = { $measure }: michanganyiko yenye hali mbaya zaidi, { $model }
probe-slices-caption = { $measure } ya michanganyiko hii

probe-drift-title = Kilichosogea baada ya muda
probe-drift-meaning = Kila kipindi kinalinganishwa na wakati kuanzia { $first } hadi { $last }.
probe-drift-looks = Kila masafa ni kwa kuangalia mara moja. Anayeangalia vipindi vingi huona kimoja kikisogea kwa bahati.
probe-drift-baseline = (cha kulinganishia)
probe-drift-before = Vyote vya kabla
probe-drift-since = Vyote tangu hapo
probe-drift-chart = { $measure } baada ya muda
probe-drift-groups = { $measure }: makundi kabla na tangu hapo
probe-drift-mix = Jinsi mchanganyiko wa watu ulivyosogea
probe-drift-psi = { "PSI" }: kipimo cha uthabiti wa idadi ya watu; juu ya takwimu ya bahati, mchanganyiko ulibadilika.
probe-drift-scores = Jinsi alama zilivyosogea
probe-drift-monitors = { $n ->
    [one] Kifuatiliaji kimoja huangalia kila kipindi.
   *[other] Vifuatiliaji { $n } huangalia kila kipindi.
  } Vya modeli moja na kipimo kimoja kwa pamoja hutoa tahadhari ya uongo mara moja katika vipindi { $windows }, au mara chache zaidi.
probe-drift-no-alarm = Hakuna kilichotoa tahadhari.
probe-drift-alarms = Tahadhari, na tangu lini badiliko linaonekana kuwapo
probe-drift-independence = Vifuatiliaji huhesabu majibu ya watu moja moja, na baadhi ya watu wana kadhaa: tahadhari huenda ni za uongo.
column-alarm = Kinachoonekana
column-seen = Kilionekana katika
drift-rise = juu zaidi ya { $limit }
drift-fall = chini zaidi ya { $limit }
drift-gap = mbali na wengine wote

finding-proxies = { $n ->
    [one] Safu wima moja inataja { $attribute }: { $columns }.
   *[other] Safu wima { $n } zinataja { $attribute }: { $columns }.
  }
finding-proxies-used = { $model }: kati ya hizi, majibu yanaambatana zaidi na { $column } ({ $use } kati ya { $most }).
finding-proxies-unused = { $model }: haionekani kwamba majibu yanaambatana nazo.
finding-flips = { $model }: jambo moja tu likibadilishwa ({ $probe }), jibu hubadilika kwa { $rate } katika { $group } ({ $range }); kikomo ni { $limit }.
finding-flips-sides = { $away } yalibadilika kwa ubaya, { $towards } kwa uzuri.
finding-unexpected = { $model }: { $rate } ya jozi hazifanyi kinachotarajiwa ({ $probe }) katika { $group } ({ $range }); kikomo ni { $limit }.
finding-few-flips = { $model }: katika { $group } ni { $rate } tu ya majibu hubadilika ({ $probe }), lakini hapo modeli si bora kuliko jibu moja lisilobadilika. Huenda haiwezi kusoma inachopewa.
finding-slice = { $model }: { $measure } ni { $value } katika { $group }, na { $overall } kwa watu wote. { $n ->
    [one] Ni mchanganyiko pekee wa makundi uliopatikana kuwa na hali mbaya zaidi.
   *[other] Michanganyiko { $n } ya makundi imepatikana kuwa na hali mbaya zaidi.
  }
finding-slice-confirmed = Hili lilithibitishwa kwa watu wengine.
finding-slice-unconfirmed = Halikuthibitishwa kwa watu wengine.
finding-drift-rise = { $model }: { $measure } katika { $group } iko juu ya { $limit } tangu karibu { $start }; hili lilionekana katika { $window }.
finding-drift-fall = { $model }: { $measure } katika { $group } iko chini ya { $limit } tangu karibu { $start }; hili lilionekana katika { $window }.
finding-drift-gap = { $model }: { $measure } katika { $group } iko mbali na ya wengine wote tangu karibu { $start }; hili lilionekana katika { $window }.
finding-drift-any-look = Hili ni kweli hata mtu akiangalia mara nyingi kiasi gani.
finding-drift = { $model }: { $measure } katika { $group } ilikuwa { $before } hadi { $since } na ni { $now } tangu hapo.
change-interval = Huenda mabadiliko ni { $interval }.
change-interval-points = Huenda mabadiliko ni pointi za asilimia { $interval }.

role-home = ya mahali modeli inakotoka
column-there = Mahali modeli inakotoka
column-here = Hapa
column-by-prevalence = Kwa sababu matokeo hutokea zaidi au pungufu
column-within-classes = Ndani ya matokeo yaleyale
column-representation = Kawaida kama katika idadi ya watu ({ $one } ni sawa)
column-detectable = Pengo dogo zaidi linaloonekana
column-adequate = Inatosha
column-way = Njia ya kuchagua
column-gap-in = Pengo pana zaidi:
column-cost = Gharama kwa mtu
column-drawn = Kuamuliwa kwa kura
column-fault = Kasoro
column-shared-scores = Alama ya maandishi mengine
column-unseen-letters = Herufi zisizowahi kuonekana
column-commonest-decision = Jibu la kawaida zaidi lililotolewa
threshold-nobody = hakuna anayechaguliwa

probe-transfer-title = Takwimu za hapa na za mahali modeli inakotoka
probe-transfer-meaning = Modeli inaweza kuwa mbaya zaidi hapa kuliko ilikotengenezwa: kesi ni tofauti, matokeo hutokea zaidi au pungufu, na dalili zilezile humaanisha kitu kingine.
probe-transfer-reported = Ambapo takwimu iliyoripotiwa pekee inajulikana, inachukuliwa kama ilivyoripotiwa: hakuna aliyesema ina uhakika kiasi gani.
probe-transfer-caption = Takwimu za huko na za hapa
probe-transfer-tolerance = Upungufu wa hadi { $limit } unavumiliwa.
probe-transfer-shift = Tofauti zinatoka wapi

probe-representation-title = Mistari inawakilisha nani
probe-representation-meaning = Watu walio katika mistari hii wanalinganishwa na idadi ya watu kama ilivyotangazwa.
probe-representation-coverage = { $columns }: kwa { $share } ya idadi ya watu kuna mistari ya kutosha kuona pengo la pointi za asilimia { $gap }.
probe-representation-absent = { $n ->
    [one] Hakuna mtu katika mistari hii aliye wa { $groups }.
   *[other] Hakuna mtu katika mistari hii aliye wa yoyote kati ya hizi: { $groups }.
  }
probe-representation-caption = { $columns }: mistari na idadi ya watu

probe-thresholds-title = Vizingiti vingine vingefanya nini
probe-thresholds-meaning = Jibu chanya lisilo sahihi linachukuliwa kugharimu { $a }, na jibu hasi lisilo sahihi { $b }. Mapengo ni kati ya makundi kwa { $columns }. Vizingiti vilichaguliwa kwa nusu moja ya mistari, na yale vinayofanya yanasemwa kwa nusu nyingine.
probe-thresholds-diagnostic = Huu ni uchunguzi tu. Vizingiti tofauti kwa makundi tofauti vinaweza kuwa kinyume cha sheria; hakuna hukumu inayotegemea takwimu hizi.
probe-thresholds-caption = { $model }: njia za kuchagua vizingiti, zikisemwa kwa mistari mingine { $n }
probe-thresholds-sweep = { $model }: kizingiti kimoja kwa wote, kwa mistari yote
thresholds-least-cost = gharama ndogo zaidi, kizingiti kimoja
thresholds-equal = sawa kati ya makundi: { $measure }
thresholds-equal-odds = viwango sawa vya makosa, baadhi wakiamuliwa kwa kura

probe-inputs-title = Kile modeli zinachopewa
probe-inputs-meaning = Sehemu tupu, maandishi yaliyokatwa na yasiyosomeka, kundi kwa kundi: modeli haiwezi kufanya vizuri kuliko inachopewa.
probe-inputs-none = Hakuna kasoro hata moja kati ya hizi iliyopatikana.
probe-inputs-caption = Kasoro za kile modeli zinachopewa
input-missing = tupu
input-unseen = haijawahi kuonekana mahali modeli inakotoka
input-truncated = iliyokatwa
input-unreadable = isiyosomeka

probe-legibility-title = Ikiwa modeli zinasoma maandishi yao
probe-legibility-meaning = Modeli isiyoweza kusoma maandishi huyapa maandishi mengi tofauti alama ileile, na majibu yake si bora kuliko kukisia.
probe-legibility-caption = { $model }: dalili za kusoma
probe-legibility-unread = { $model } haiwezi kusoma hizi: { $groups }. Mabadiliko machache na mapengo madogo hapo hayamaanishi chochote.

finding-transfer = { $model }: { $measure } ni { $here } katika { $group } na { $there } mahali modeli inakotoka; upungufu wa { $limit } ulivumiliwa.
finding-representation = { $columns }: kwa { $share } tu ya idadi ya watu kuna mistari ya kutosha kuona pengo la pointi za asilimia { $gap }.
finding-input-fault = { $column } ni { $fault } kwa { $share } katika { $group }, mara nyingi kuliko kwingine.

## What has changed since an earlier assessment

# $date: the day of the earlier assessment; $version: of the program then
changes-since-date = Imelinganishwa na tathmini ya { $date } (programu { $version }).
# $first, $last: days of the earlier data; $version: of the program then
changes-since-period = Imelinganishwa na tathmini ya data ya kuanzia { $first } hadi { $last } (programu { $version }).
# $version: of the program then
changes-since = Imelinganishwa na tathmini iliyotangulia (programu { $version }).
changes-meaning = Takwimu za tathmini zote mbili huchukuliwa kuwa sampuli huru: mashaka ya wakati ule na ya sasa hujumlishwa, kwa hiyo badiliko lazima liwe kubwa kuliko kila moja ili lionekane.
changes-same-data = Tathmini zote mbili zinatumia faili lilelile la rekodi: kilicho tofauti kinatokana na modeli au vikomo. Masafa huzichukulia kuwa huru, ingawa siyo.
changes-shared-rows = Huenda tathmini zote mbili zinatumia baadhi ya rekodi zilezile. Masafa huzichukulia kuwa huru.
changes-gates-caption = Masharti yenye hitimisho tofauti
changes-no-gate = Kila sharti lililo katika tathmini zote mbili lina hitimisho lilelile.
changes-overall-caption = Watu wote, wakati ule na sasa
changes-groups-caption = Makundi ambayo takwimu zake zimebadilika
changes-gaps-caption = Mapengo yaliyopanuka au kupungua
# $count: figures compared
changes-no-group = Kati ya takwimu { $count } za makundi, hakuna inayoonyeshwa kubadilika, kwa kuzingatia idadi ya zilizoangaliwa.
# $count: gaps compared
changes-no-gap = Kati ya mapengo { $count } kati ya makundi, hakuna linaloonyeshwa kubadilika, kwa kuzingatia idadi ya yaliyoangaliwa.
# $count: figures compared
changes-family = Yanaonekana kati ya { $count } yaliyoangaliwa, kwa kuzingatia idadi yao.
# $names: groups or models
changes-new-groups = Makundi mapya: { $names }
changes-gone-groups = Makundi ambayo hayamo tena katika data: { $names }
changes-new-models = Modeli mpya: { $names }
changes-gone-models = Modeli ambazo hazitathminiwi tena: { $names }

## Fairness measures

fairness-intro = Kila kipimo hujibu swali moja kuhusu jinsi makundi yanavyotendewa tofauti. Vipimo havikubaliani, na modeli inayokosea haiwezi kuvitimiza vyote pale makundi yanapotofautiana katika mara ngapi matokeo hayo hutokea: kipi ni muhimu hapa ni uamuzi wa watu.
fairness-definitions-caption = Maana ya vipimo
fairness-caption = Vipimo vya makundi haya
# $measure: a rate
fairness-name-deviation = mtawanyiko wa { $measure }
# $measure: a rate
fairness-meaning-deviation = Makundi kwa kawaida yako mbali kiasi gani katika { $measure }, ukiondoa kile ambacho sampuli peke yake inaeleza.
# $name: the name of a measure
fairness-name-entropy = ukosefu wa usawa wa manufaa ({ $name })
fairness-meaning-entropy = Jinsi watu, au makundi, wanavyohudumiwa bila usawa, kwa uzito mwingine kwa wanaohudumiwa kidogo.
fairness-trade-parity = Gharama yake: huangalia maamuzi, si matokeo. Pale makundi yanapotofautiana katika mara ngapi matokeo hayo hutokea, kuchagua kwa usawa kunamaanisha viwango vya makosa visivyo sawa.
fairness-trade-errors = Gharama yake: huamini matokeo kama yalivyorekodiwa. Pale makundi yanapotofautiana katika mara ngapi matokeo hayo hutokea, viwango sawa vya makosa vinamaanisha kwamba uamuzi hauna maana ileile katika kila kundi.
fairness-trade-predictive = Gharama yake: uamuzi wenye maana ileile katika kila kundi huja na viwango vya makosa visivyo sawa, pale makundi yanapotofautiana katika mara ngapi matokeo hayo hutokea.
fairness-trade-accuracy = Gharama yake: huhesabu makosa yote sawa. Makundi yanaweza kuwa na usahihi sawa huku moja likikosewa na jingine likichaguliwa kimakosa.
fairness-trade-entropy = Gharama yake: huona jinsi watu wote wanavyohudumiwa bila usawa, lakini haisemi nani yuko katika hali mbaya zaidi.
fairness-trade-calibration = Gharama yake: alama zenye maana ileile katika kila kundi bado zinaweza kuchagua makundi bila usawa na kuyakosea bila usawa.
fairness-trade-size = Makundi madogo yana uzito mdogo ndani yake: pengo kubwa la kundi dogo linaweza kukiacha karibu na sifuri.
fairness-trade-alike = Kinachoweza kueleza pengo kilitangazwa na watu; kueleza si kuhalalisha.
metric-demographic-parity-difference = tofauti ya kuchaguliwa
    .meaning = Tofauti kubwa zaidi kati ya makundi mawili ya wangapi wanachaguliwa, bila kujali matokeo.
metric-demographic-parity-ratio = uwiano wa kuchaguliwa
    .meaning = Sehemu ndogo zaidi ya waliochaguliwa katika kundi lolote, ikigawanywa kwa kubwa zaidi.
metric-adverse-impact-ratio = uwiano wa athari mbaya
    .meaning = Sehemu ya kundi linalopewa mara chache zaidi uamuzi ambao watu wanautaka, ikigawanywa kwa sehemu ya kundi linalopewa mara nyingi zaidi.
metric-equal-opportunity-difference = tofauti ya nafasi
    .meaning = Kati ya walio na matokeo hayo: tofauti kubwa zaidi kati ya makundi mawili ya wangapi wanachaguliwa.
metric-equal-opportunity-ratio = uwiano wa nafasi
    .meaning = Kati ya walio na matokeo hayo: sehemu ndogo zaidi ya waliochaguliwa katika kundi lolote, ikigawanywa kwa kubwa zaidi.
metric-predictive-equality-difference = tofauti ya uchaguzi usio sahihi
    .meaning = Kati ya wasio na matokeo hayo: tofauti kubwa zaidi kati ya makundi mawili ya wangapi wanachaguliwa.
metric-predictive-equality-ratio = uwiano wa uchaguzi usio sahihi
    .meaning = Kati ya wasio na matokeo hayo: sehemu ndogo zaidi ya waliochaguliwa katika kundi lolote, ikigawanywa kwa kubwa zaidi.
metric-equalized-odds-difference = usawa wa uwezekano
    .meaning = Iliyo kubwa kati ya tofauti mbili: ya nafasi na ya uchaguzi usio sahihi.
metric-equalized-odds-mean-difference = usawa wa uwezekano, wastani
    .meaning = Wastani wa tofauti mbili: ya nafasi na ya uchaguzi usio sahihi.
metric-equalized-odds-ratio = usawa wa uwezekano, uwiano
    .meaning = Ulio mdogo kati ya uwiano mbili: wa nafasi na wa uchaguzi usio sahihi.
metric-error-rate-balance = uwiano wa makosa
    .meaning = Iliyo kubwa kati ya tofauti mbili: ya uchaguzi usio sahihi na ya waliokosewa.
metric-predictive-parity-difference = tofauti ya maana ya kuchaguliwa
    .meaning = Kati ya waliochaguliwa: tofauti kubwa zaidi kati ya makundi mawili ya wangapi wana matokeo hayo.
metric-predictive-parity-ratio = uwiano wa maana ya kuchaguliwa
    .meaning = Kati ya waliochaguliwa: sehemu ndogo zaidi yenye matokeo hayo katika kundi lolote, ikigawanywa kwa kubwa zaidi.
metric-conditional-use-accuracy-equality = usawa wa maana ya uamuzi
    .meaning = Iliyo kubwa kati ya tofauti mbili: ya mara ngapi kuchaguliwa ni sahihi na ya mara ngapi kukataliwa ni sahihi.
metric-overall-accuracy-equality = usawa wa usahihi
    .meaning = Tofauti kubwa zaidi kati ya makundi mawili ya wangapi wameamuliwa kwa usahihi.
metric-treatment-equality = usawa wa kutendewa
    .meaning = Wangapi wanakosewa kwa kila uchaguzi mmoja usio sahihi: uwiano mdogo zaidi wa kundi lolote, ukigawanywa kwa mkubwa zaidi.
metric-generalized-entropy-index = ukosefu wa usawa wa manufaa
    .meaning = Jinsi watu wanavyohudumiwa bila usawa, ambapo uchaguzi usio sahihi ni faida na kukosewa ni hasara; sifuri pale wote wanapohudumiwa sawa.
metric-theil-index = ukosefu wa usawa wa manufaa (Theil)
    .meaning = Vivyo hivyo kwa uzito wa Theil, unaoangalia zaidi wanaohudumiwa kidogo.
metric-between-group-generalized-entropy-index = ukosefu wa usawa kati ya makundi
    .meaning = Sehemu ya ukosefu wa usawa wa manufaa iliyo kati ya makundi.
metric-between-group-theil-index = ukosefu wa usawa kati ya makundi (Theil)
    .meaning = Sehemu ya ukosefu wa usawa wa Theil iliyo kati ya makundi.
metric-differential-fairness = usawa wa tofauti
    .meaning = Uwiano mkubwa zaidi kati ya makundi mawili wa uwezekano wa uamuzi wowote, kwa logariti: sifuri pale kundi lolote halina nafasi bora.
metric-differential-fairness-of-opportunity = usawa wa tofauti wa nafasi
    .meaning = Vivyo hivyo kati ya walio na matokeo hayo.
metric-subgroup-fairness = usawa wa makundi madogo
    .meaning = Tofauti kubwa zaidi kati ya kundi na watu wote ya wangapi wanachaguliwa, kwa uzito wa sehemu ya kundi katika rekodi zote.
metric-false-positive-subgroup-fairness = usawa wa makundi madogo wa uchaguzi usio sahihi
    .meaning = Vivyo hivyo kwa uchaguzi usio sahihi kati ya wasio na matokeo hayo.
metric-calibration-within-groups = usawazishaji ndani ya makundi
    .meaning = Kati ya watu wenye alama karibu sawa: tofauti kubwa zaidi kati ya kundi na watu wote ya wangapi wana matokeo hayo.
metric-multicalibration-error = kosa la usawazishaji wa wengi
    .meaning = Umbali mkubwa zaidi kati ya wastani wa alama na sehemu yenye matokeo hayo, katika makundi na alama, kwa uzito wa sehemu yao ya rekodi.
metric-cross-group-auc-difference = pengo la upangaji kati ya makundi
    .meaning = Ni mara ngapi zaidi watu wenye matokeo hayo katika kundi moja hupata alama za juu kuliko watu wasio nayo katika kundi jingine, kuliko kinyume chake.
metric-conditional-statistical-parity-difference = tofauti ya kuchaguliwa kati ya wanaofanana
    .meaning = Tofauti ya wangapi wanachaguliwa kati ya watu wanaofanana katika kinachoweza kuieleza.
metric-conditional-statistical-parity-ratio = uwiano wa kuchaguliwa kati ya wanaofanana
    .meaning = Uwiano wa wangapi wanachaguliwa kati ya watu wanaofanana katika kinachoweza kuueleza.
metric-conditional-demographic-disparity = tofauti ya kidemografia kwa masharti
    .meaning = Sehemu ya kundi kati ya waliokataliwa ukiondoa sehemu yake kati ya waliokubaliwa, kati ya watu wanaofanana katika kinachoweza kuieleza.
