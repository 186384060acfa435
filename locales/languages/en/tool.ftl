### Words of the command line: row accounting, summary lines, verdicts.

## Row accounting.  $n: rows

rows-read = { $n ->
    [one] { $n } row read
   *[other] { $n } rows read
  }
rows-used = { $n ->
    [one] { $n } row used
   *[other] { $n } rows used
  }
rows-labelled = { $n ->
    [one] { $n } row with a known outcome
   *[other] { $n } rows with a known outcome
  }
rows-unlabelled = { $n ->
    [one] { $n } row without a known outcome
   *[other] { $n } rows without a known outcome
  }
rows-rejected = { $n ->
    [one] { $n } row could not be read
   *[other] { $n } rows could not be read
  }
rows-filtered = { $n ->
    [one] { $n } row left out by a filter
   *[other] { $n } rows left out by a filter
  }
rows-without-prediction = { $n ->
    [one] { $n } row without an answer of the model
   *[other] { $n } rows without an answer of the model
  }
rows-without-data = { $n ->
    [one] { $n } answer without a row in the data
   *[other] { $n } answers without a row in the data
  }
rows-repeated = { $n ->
    [one] { $n } row repeated
   *[other] { $n } rows repeated
  }

## Summary

# $passed, $failed, $undecided: gates
summary-gates = { $passed } passed, { $failed } failed, { $undecided } cannot tell
summary-no-gates = no gate declared
# $scenario: its name
summary-scenario = Scenario { $scenario }
# $n: scenarios
summary-scenarios = { $n ->
    [one] { $n } scenario assessed
   *[other] { $n } scenarios assessed
  }
# $path: a folder
summary-written = Written to { $path }
summary-heading = Summary

## Verdicts, one word each

tool-verdict-pass = pass
tool-verdict-fail = fail
tool-verdict-inconclusive = cannot tell

## Table headings

tool-column-group = group
tool-column-model = model
tool-column-metric = metric
tool-column-value = value
tool-column-interval = interval
tool-column-n = n
tool-column-remarks = remarks
tool-column-verdict = verdict
tool-no-estimate = no estimate
