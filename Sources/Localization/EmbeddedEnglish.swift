// Generated from locales/languages/en by locales/embed-english.sh; LocalizationTests compares it with the files.
// swift-format-ignore-file

/// The English messages, for when no folder of locales can be found or read.
enum EmbeddedEnglish {
    /// File names and texts, in the order in which a pack is read.
    static let files: [(name: String, text: String)] = [
        ("terms.ftl", ####"""
### The glossary. A term (-name) is for use inside other messages; the message term-NAME shows it with its meaning.
### Digits and percent signs never stand in text: numbers come as { $variables }, names with digits in quotes.

-model = model
-model-owner = model owner
-group = group
-dossier = assessment dossier
-threshold = threshold
-score = score
-appeal = appeal
-human-review = human review
-interval = confidence interval

term-fairness = fairness
    .meaning = Treating people alike where they are alike in what matters for the decision. There are several ways to measure it, and they can contradict each other.
term-bias = bias
    .meaning = A lean in data or in a { -model } that makes errors fall more on some people than on others.
term-discrimination = discrimination
    .meaning = Treating people worse because of who they are, on grounds that the law or justice forbids.
term-protected-attribute = protected attribute
    .meaning = A trait, such as sex or ethnic origin, by which the law forbids treating people worse.
term-group = { -group }
    .meaning = People who share a trait in the data, such as a county or a language.
term-selection-rate = selection rate
    .meaning = The share of people whom the { -model } picks.
term-false-positive-rate = false positive rate
    .meaning = Of the people who truly do not have the outcome, the share whom the { -model } picks by mistake.
term-false-negative-rate = false negative rate
    .meaning = Of the people who truly have the outcome, the share whom the { -model } misses.
term-true-positive-rate = true positive rate
    .meaning = Of the people who truly have the outcome, the share whom the { -model } picks.
term-accuracy = accuracy
    .meaning = The share of people for whom the { -model } is right.
term-confidence-interval = { -interval }
    .meaning = The range in which the true figure is likely to lie, given how many people were tested.
term-sample-size = sample size
    .meaning = How many people were tested.
term-uncertainty = uncertainty
    .meaning = How far the true figure may be from the one that was measured.
term-threshold = { -threshold }
    .meaning = The { -score } from which the { -model } says yes.
term-score = { -score }
    .meaning = The number that the { -model } gives a person before it decides.
term-model = { -model }
    .meaning = A program that has learned from past cases and gives an answer for new ones.
term-model-owner = { -model-owner }
    .meaning = The person or office that answers for the use of the { -model }.
term-affected-person = affected person
    .meaning = Somebody about whom the { -model } helps to decide.
term-automated-decision = automated decision
    .meaning = A decision that a machine makes without a person taking part.
term-appeal = { -appeal }
    .meaning = A request that a decision be looked at again.
term-human-review = { -human-review }
    .meaning = A person looks at the case and may change the decision.
term-missing-data = missing data
    .meaning = Answers or outcomes that are not in the data.
term-label = true outcome
    .meaning = What really happened, against which the { -model } is compared.
term-gate = gate
    .meaning = A condition, set before the test, that the { -model } must be shown to meet.
term-no-skill = no-skill reference
    .meaning = What one would reach by always giving the commonest answer.
term-dossier = { -dossier }
    .meaning = This document: what was tested, what was found, and what cannot be said.

"""####),
        ("dossier.ftl", ####"""
### The words of an assessment dossier. Variables are named in the comment above each message or part.
### Every $variable holding a number is already formatted; where a plural depends on it, the number comes with it.

## Title and verdict strip

# $title: the scenario's title
dossier-title = Assessment: { $title }
dossier-subtitle = What was tested, what was found, and what cannot be said
strip-model = Model
strip-version = Version
strip-data-date = Date of data
strip-owner = Owner
strip-place = Place
strip-language = Language
strip-purpose = Purpose
strip-signature = Signature
strip-signature-none = none: nobody has signed this document
strip-digest = Digest of the assessment
strip-made-with = Made with
# $passed, $failed, $undecided: counts of gates
strip-gates = Gates: { $passed } passed, { $failed } failed, { $undecided } cannot tell
strip-no-gates = No gate was declared: figures are shown, nothing is judged.
strip-skip = Skip to the findings
strip-other-languages = Other languages
# $digest: the assessment's digest; $date: date of data
dossier-footer = Assessment { $digest }, data of { $date }

## Sections

section-verdict = Verdict
section-findings = What we found
section-gates = Gates
section-plain = In short, for the people concerned
section-data = Data
section-affected = Who is affected
section-performance = Performance per group
section-differences = Differences between groups
section-fairness = Fairness measures
section-stages = From the model to the final decision
section-changes = What has changed
section-charts = Charts
section-intersections = Combined groups
section-governance = Governance as declared
section-law = Law of the place
section-limits = What cannot be concluded
section-method = Method
section-reproduce = How to reproduce this
section-translation = About this translation
section-glossary = Words used here
section-contents = Contents

## Column headings

column-gate = Gate
column-model = Model
column-measure = Measure
column-limit = Limit
column-result = Result
column-interval = Interval
column-verdict = Verdict
column-worse-off = Worse off
column-reason = Reason
column-group = Group
column-reference = Compared with
column-rows = Rows
column-share = Share
column-labelled = With known outcome
column-value = Value
column-n = People counted
column-no-skill = Commonest answer
column-difference = Difference
column-then = Then
column-now = Now
column-ideal = Without a gap
column-ratio = Ratio
column-remarks = Remarks
column-field = Field
column-declared = Declared
column-topic = Topic
column-fact = Fact
column-status = Status
column-source = Source
column-read-on = Read on
column-file = File
column-step = Step
column-digest = Digest ({ "SHA-256" })
column-term = Word
column-meaning = Meaning
column-method = Method
column-where-stated = Where it stands

## Values

# $lower, $upper: limits, rounded outward
interval = { $lower } to { $upper }
# $value with its limits
value-with-interval = { $value } ({ $lower } to { $upper })
# $value without an interval
value-without-interval = { $value } (no interval)
no-estimate = no estimate
# $reason: a reason-… message
no-estimate-because = no estimate: { $reason }
not-declared = not declared
not-applicable = does not apply
not-recorded = not recorded
everybody = everybody
missing-level = (not recorded)
unlimited = without limit
yes = yes
no = no
# $text: a name or wording in quotation marks
quoted = “{ $text }”

## Verdicts

verdict-pass = pass
verdict-fail = fail
verdict-inconclusive = cannot tell
verdict-gapShown = cannot tell: a gap is shown, its size is undecided
verdict-nothingShown = cannot tell: nothing is shown
verdict-pass-meaning = The data show that the limit is kept.
verdict-fail-meaning = The data show that the limit is not kept.
verdict-gapShown-meaning = There is a gap. Whether it is larger than the limit cannot be told from these data.
verdict-nothingShown-meaning = These data show neither a gap nor that there is none.
# $rows: rows with known outcome needed per group
rows-needed = { $rows ->
    [one] To decide, about { $rows } row with a known outcome is needed in each group.
   *[other] To decide, about { $rows } rows with a known outcome are needed in each group.
  }
rows-needed-unknown = How many more rows would decide it cannot be said.
# $group: who is worse off
worse-off = { $group } is worse off
worse-off-nobody = nobody is shown to be worse off
# What a gate's limit asks. $limit: the limit, formatted
gate-limit-at-least = at least { $limit }
gate-limit-at-most = at most { $limit }
gate-limit-difference = a difference of at most { $limit }
gate-limit-change = a change of at most { $limit }
gate-limit-ratio = a ratio of at least { $limit }
gate-limit-no-skill = at least { $limit } above the commonest answer
gate-limit-above-no-skill = better than the commonest answer
# $who, $why: as declared in the scenario
gate-chosen-by = Limit chosen by { $who }: { $why }
gate-chosen-by-not-declared = Who chose the limit, and why, is not declared.
gate-harm-worse = counts against whoever is worse off
gate-harm-two-sided = counts in both directions
gate-harm-worse-model = counts where this model does worse
gate-harm-worse-change = counts where it got worse
# $level: a share; $method: how an interval is made
gate-judged-by = judged at { $level }: { $method }
# $column: a column; $levels: its levels
gate-where = only { $column }: { $levels }
# $columns: columns; $depth: how many at a time; $support: a share of rows
gate-slices = every slice of { $columns }, up to { $depth } at a time, with { $support } of the rows or more
comparison-none = value itself
comparison-difference = difference from the reference
comparison-ratio = ratio to the reference
comparison-range = largest gap between any two groups
comparison-no-skill = against the commonest answer
comparison-worst = worst group
# $model: the name of another model
comparison-model = against the model { $model }, on the same rows
comparison-change = change since the earlier assessment
comparison-gap-change = change of the difference from the reference since the earlier assessment
comparison-change-baseline = change since the first spans of time in these data
comparison-gap-change-baseline = change of the difference from the reference since the first spans of time in these data
reference-named = { $group } (named in the scenario)
reference-complement = everybody else
reference-overall = everybody
reference-largest = the largest group

## Why a verdict cannot be better than “cannot tell”.  $minimum: the declared share or count, formatted

cap-labelCoverage = Fewer than { $minimum } of the rows have a known outcome. Gates that need the outcome cannot be decided, because the people without one may differ.
cap-minimumGroup = A group has fewer than { $minimum } rows, which is too few to decide on.
cap-notEstimable = A figure of one group cannot be computed.
cap-partial = Some groups could not be computed and are left out.
cap-assumesIndependence = The same people stand in several rows, and the intervals of this version take rows for independent; they would be too narrow to decide on.
cap-imputedGroup = Who belongs to a group was inferred, not asked or recorded; gaps can then look larger or smaller than they are.
cap-unpairedRows = For many rows only one of the two models says anything; the rows left out may be the hard ones.
cap-nothingEarlier = There is no earlier assessment of this model to compare with.
cap-sharedRows = Both assessments may rest on some of the same rows, and the interval takes them for independent.

## Why there is no estimate

reason-emptyGroup = nobody is in this group
reason-noPositives = nobody in this group truly has the outcome
reason-noNegatives = everybody in this group truly has the outcome
reason-noPredictedPositives = the model picks nobody in this group
reason-noPredictedNegatives = the model picks everybody in this group
reason-singleClass = only one outcome occurs in this group
reason-degenerateMargins = all outcomes or all answers are the same
reason-zeroReference = the reference is zero, so there is no ratio
reason-bothZero = both figures are zero, so there is no ratio
reason-unlabelled = no outcome is known in this group
reason-noScores = the model gave no scores
reason-constantTarget = all outcomes have the same value
reason-separation = the data separate perfectly, so the fit has no end
reason-positivity = part of the group has no known outcome at all
reason-tooFewRows = too few rows
reason-tooFewClusters = too few independent units
reason-suppressed = withheld to protect few people
reason-notInCube = not in the stored counts
reason-gridMismatch = the scores were stored on different grids
reason-invalidWeights = the weights cannot be used

## Remarks that travel with an estimate

flag-partial = some groups are left out
flag-lowLabelCoverage = few outcomes are known; those may be a chosen few
flag-belowMinimumGroup = fewer rows than the declared minimum
flag-forcedZero = zero because one side is empty
flag-classesAbsent = classes that do not occur here are left out
flag-commonClasses = averaged over the classes that all groups compared have
flag-clippedScores = scores at either end of the scale were moved slightly
flag-loneScores = some scores stand on a single row; much of this is noise
flag-referenceFromData = the reference was chosen from the data
flag-assumesIndependence = people stand in several rows; the interval is too narrow
flag-tooFewClusters = people stand in several rows, and they are too few to tell how wide the interval is
flag-imputedGroup = group membership was inferred
flag-referenceIncludesGroup = the reference contains the group; a large group shows only part of its gap
flag-originUncertaintyUnknown = a reported figure came without its margin of error and is taken as if it had none
flag-groupsPooled = groups differ no more than sampling does: each is shown at the rate of all
flag-oneClass = all labels are alike: nothing shows how others would score, so there is no interval

## What we found: natural frequencies with the same denominator for both groups.
## $of: people counted by, such as a hundred; $a: of them in $group; $b: of them in $reference; $model: the model's name;
## $positive: the outcome that is looked for, in the scenario's words; $domain: "credit" for loans, else "other".

finding-true-positive-rate = { $domain ->
    [credit] { $model }: Of { $of } good payers in { $group }, { $a } are approved; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } whose true outcome is “{ $positive }”, { $a } are recognised; in { $reference }, { $b }.
  }
finding-false-negative-rate = { $domain ->
    [credit] { $model }: Of { $of } good payers in { $group }, { $a } are wrongly refused; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } whose true outcome is “{ $positive }”, { $a } are missed; in { $reference }, { $b }.
  }
finding-false-positive-rate = { $domain ->
    [credit] { $model }: Of { $of } people in { $group } who do not repay, { $a } are approved; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } whose true outcome is not “{ $positive }”, { $a } are wrongly taken for it; in { $reference }, { $b }.
  }
finding-true-negative-rate = { $domain ->
    [credit] { $model }: Of { $of } people in { $group } who do not repay, { $a } are refused; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } whose true outcome is not “{ $positive }”, { $a } are rightly set apart; in { $reference }, { $b }.
  }
finding-positive-predictive-value = { $domain ->
    [credit] { $model }: Of { $of } people approved in { $group }, { $a } repay; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } for whom the answer is “{ $positive }”, it is right for { $a }; in { $reference }, for { $b }.
  }
finding-negative-predictive-value = { $domain ->
    [credit] { $model }: Of { $of } people refused in { $group }, { $a } would not have repaid; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } for whom the answer is not “{ $positive }”, it is right for { $a }; in { $reference }, for { $b }.
  }
finding-false-discovery-rate = { $domain ->
    [credit] { $model }: Of { $of } people approved in { $group }, { $a } do not repay; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } for whom the answer is “{ $positive }”, it is wrong for { $a }; in { $reference }, for { $b }.
  }
finding-false-omission-rate = { $domain ->
    [credit] { $model }: Of { $of } people refused in { $group }, { $a } would have repaid; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group } for whom the answer is not “{ $positive }”, it is wrong for { $a }; in { $reference }, for { $b }.
  }
finding-selection-rate = { $model }: Of { $of } people in { $group }, { $a } are selected; in { $reference }, { $b }.
finding-favourable-rate = { $domain ->
    [credit] { $model }: Of { $of } people in { $group } who apply, { $a } are approved; in { $reference }, { $b }.
   *[other] { $model }: Of { $of } people in { $group }, { $a } get the decision they want; in { $reference }, { $b }.
  }
finding-accuracy = { $model }: The answer is right for { $a } of { $of } people in { $group }; in { $reference }, for { $b }.
finding-error-rate = { $model }: The answer is wrong for { $a } of { $of } people in { $group }; in { $reference }, for { $b }.
finding-base-rate = Of { $of } people in { $group }, the true outcome is “{ $positive }” for { $a }; in { $reference }, for { $b }.
# $metric: the measure's name; $value, $reference-value: formatted
finding-other = { $model }: { $metric } is { $value } in { $group } and { $reference-value } in { $reference }.
# One group by itself. $metric: the measure's name
finding-single = { $model }: { $metric } in { $group } is { $value }.
# $lower, $upper: people out of $of, rounded outward
finding-range = For { $group }, the true figure is likely between { $lower } and { $upper } of { $of }.
# $lower, $upper: any figures
finding-range-value = For { $group }, the true figure is likely between { $lower } and { $upper }.
# $n: people counted
finding-too-few = { $n ->
    [0] We tested nobody in { $group }; nothing can be said about this group.
    [one] We tested { $n } person in { $group }; this is too few to be sure.
   *[other] We tested { $n } people in { $group }; this is too few to be sure.
  }
# $a: right answers of $of; $b: what the commonest answer reaches
finding-below-no-skill = { $model }: In { $group }, the answer is right for { $a } of { $of } people. Always giving the commonest answer would be right for { $b }.
finding-not-above-no-skill = { $model }: In { $group }, it is not shown that the answers are better than always giving the commonest one.
# $measure: a metric's name; $limit: formatted
finding-gate-failed = { $model }: { $group } is worse off by more than the limit allows ({ $measure }, limit { $limit }).
finding-gate-undecided = { $model }: whether the gate “{ $gate }” is kept cannot be told from these data.
finding-gate-passed = { $model }: the gate “{ $gate }” is kept.
# $share: formatted share of rows without known outcome
finding-unlabelled = For { $share } of the people in { $group } the true outcome is not known; they may differ from the others.
finding-none = No gap larger than a declared limit is shown. That does not mean that there is none.
finding-evidence = See the figures

## Who is affected

smallest-gap-note = Smallest gap seen: a difference of shares between a group and everybody else has to be about so large to be found four times in five, whatever the figures below turn out to be. It is worked out from the rows with a known outcome alone, for shares of one half.
affected-intro = How many people of each group were in the data, and for how many the true outcome is known.
affected-not-assessed = Who was not assessed, and why
# $n: people
affected-unlabelled = { $n ->
    [0] The true outcome is known for everybody.
    [one] For { $n } person the true outcome is not known. Measures that need it leave this person out.
   *[other] For { $n } people the true outcome is not known. Measures that need it leave them out.
  }
affected-without-prediction = { $n ->
    [0] The model answered for everybody.
    [one] For { $n } person the model gave no answer.
   *[other] For { $n } people the model gave no answer.
  }
affected-without-group = { $n ->
    [0] The group is recorded for everybody.
    [one] For { $n } person the group is not recorded; this person is a row of its own.
   *[other] For { $n } people the group is not recorded; they are a row of their own.
  }
affected-rejected-rows = { $n ->
    [0] Every row could be read.
    [one] { $n } row could not be read and is left out.
   *[other] { $n } rows could not be read and are left out.
  }
# $minimum: rows
affected-small-groups = Groups with fewer than { $minimum } rows are shown, but no verdict rests on them.
affected-nobody-left-out = Nobody was left out.

## Performance and differences

performance-intro = Each figure stands with its interval, the people counted for it, and what the commonest answer would reach.
performance-below = below the commonest answer
performance-not-above = not shown to be above the commonest answer
differences-intro = How far each group is from the one it is compared with.
differences-definition = { $measure }: { $meaning }
differences-tradeoff = Where groups differ in how often the outcome occurs, equal error rates and equal hit rates cannot all be reached at once.

## Charts.  $level: the interval's level, formatted; $measure: the metric's name

chart-title = { $measure } by group
chart-dot-whisker = Each dot is the figure of one group; the line through it is its interval ({ $level }).
chart-reference-line = The vertical line marks { $what }.
chart-reference-limit = the limit
chart-reference-overall = the figure for everybody
chart-reference-no-skill = the commonest answer
chart-band = The shaded band is what the gate allows.
chart-no-estimate = no estimate
chart-n = people counted
chart-figures = The figures of this chart
# $n: groups
chart-description = { $n ->
    [one] { $measure } of { $n } group, with its interval.
   *[other] { $measure } of { $n } groups, each with its interval.
  }
chart-fewer = less ←
chart-more = → more

## Governance

governance-intro = As declared by the owner; the program has not checked it.
governance-owner = Model owner
governance-reviewers = Reviewers
governance-escalation = Escalation
governance-incident-plan = Plan for incidents
governance-appeals-route = Way to appeal
governance-appeals-days = Answer to an appeal
# $days: days
governance-days = { $days ->
    [one] within { $days } day
   *[other] within { $days } days
  }
governance-risk = Declared risk
governance-automation = Who decides
data-source = Source of the data
data-collected = Collected
data-consent = Consent
data-licence = Licence
data-retain-until = Kept until
data-label-means = What the outcome means
risk-low = low
risk-limited = limited
risk-high = high
automation-human-decides = a person decides; the model advises
automation-human-can-override = the model decides; a person can overrule it
automation-automated = the model decides alone

## Law

# $date: when the law was read
law-intro = State of knowledge on { $date }. This is no legal advice.
law-none = There is no information on the law of this place.
law-place = Place: { $place }
law-topic-statute = statute
law-topic-automated-decisions = decisions by machine
law-topic-impact-assessment = impact assessment
law-topic-sensitive-data = sensitive data
law-topic-transfer = data sent abroad
law-topic-regulator = regulator
law-topic-breach = breach of data
law-topic-equality = equality
law-topic-ai-policy = policy on artificial intelligence
law-topic-credit = rules for credit
fact-status-unverified = not verified
fact-status-secondary = read in a secondary source
fact-status-text = read in the text itself
fact-status-lawyer_reviewed = reviewed by a lawyer

## Limits

limits-intro = Read this before you use the figures above.
limits-cause = A gap shows that groups fare differently. It does not show why.
limits-sample = The figures hold for people like those in the data, in that period. They do not hold for others.
limits-labels = Where the outcome is known only for some, such as those who got a loan, measures that need it may mislead.
limits-groups = Only the groups named here were compared. Others may fare worse.
limits-groups-source = How the groups were recorded was not checked.
limits-multiplicity = Many comparisons were made. Limits of intervals are for each by itself unless a gate says otherwise.
limits-impossible = When groups differ in how often the outcome occurs, a model that errs cannot give all groups equal hit rates and equal error rates.
limits-measures = A measure that is not listed was not looked at.
limits-no-single-grade = There is no overall grade: one number would hide who is worse off.
limits-not-tested = Not tested: { LIST($items) }.
limits-small-groups = Small groups can neither pass nor fail by being small: the answer is “cannot tell”.
limits-law = Whether the law is kept cannot be told from figures alone.

## Method

methods-intro = How the figures were made.
# $level: formatted
methods-level = Intervals hold the true figure in about { $level } of such studies.
methods-alpha = A verdict errs in at most { $alpha } of cases.
methods-pass = “Pass” needs proof: the interval lies wholly within the limit.
methods-fail = “Fail” needs proof as well: the interval lies wholly beyond the limit.
methods-inconclusive = Otherwise the answer is “cannot tell”, with the rows it would take.
methods-multiplicity = “All groups are within the limit” is tested group by group. “Some group is beyond” is corrected for the number of groups.
methods-label-coverage = With known outcomes for fewer than { $minimum } of the rows, gates that need the outcome stay undecided.
methods-minimum-group = Groups under { $minimum } rows do not decide a gate.
methods-seed = Seed of random numbers: { $seed }
methods-no-random = No random numbers were used.
methods-rounding = Figures are rounded for reading; verdicts use the unrounded ones. Limits of intervals are rounded outward.
methods-intervals = Methods of the intervals
methods-version = Program version: { $version }

# Names of interval methods
method-wilson = Wilson score interval for a share
method-clopper-pearson = exact Clopper–Pearson interval for a share
method-jeffreys = Jeffreys interval for a share
method-newcombe = Newcombe’s interval for a difference of two shares
method-newcombe-paired = Newcombe’s interval for a difference of two paired shares
method-tango = Tango’s interval for a difference of two paired shares
method-miettinen-nurminen = Miettinen–Nurminen score interval for a difference of two shares
method-score-ratio = score interval for a ratio of two shares
method-katz-log = Katz’s logarithmic interval for a ratio of two shares
method-delong-logit = DeLong’s variance for the area under the curve, on the logit scale
method-newcombe-auc = Newcombe’s interval for the area under the curve
method-student-t = Student’s { "t" } interval for a mean
method-welch-t = Welch’s { "t" } interval for a difference of two means
method-dirichlet-jeffreys = interval from repeated draws of the counts (Dirichlet–Jeffreys)
method-bca = bootstrap interval, corrected for bias and skew
method-influence-logit = interval from the influence of each row, on the logit scale
method-influence-difference = interval for a difference, from the influence of each row in both groups
method-bonferroni-pairs = joint interval over all pairs of groups (Bonferroni)
method-bonferroni-groups = joint interval over all groups (Bonferroni)
method-max-t = joint interval over all comparisons, from repeated draws of the counts (max-{ "T" })
method-max-t-ratio = joint interval over all ratios, from repeated draws of the counts (max-{ "T" }, logarithmic scale)
method-max-t-block-jackknife = joint interval over all comparisons (max-{ "T" }), with as many rows as repeated people leave
method-max-t-ratio-block-jackknife = joint interval over all ratios (max-{ "T" }, logarithmic scale), with as many rows as repeated people leave
method-stratified-normal = normal interval of a figure pooled over strata, joint over groups
method-q-profile = interval for the spread between groups, from how far they differ beyond chance (Q-profile)
method-mover = interval for a difference, recovered from the intervals of its two figures
method-influence-ratio = interval for a ratio, from the influence of each row in both groups
method-calibration-t = Student’s { "t" } interval of the gaps; from { "0" } where perfect calibration is not contradicted
method-linearised-t = Student’s { "t" } interval for a figure made of several means
method-linearised-log-t = Student’s { "t" } interval for a figure made of several means, on a logarithmic scale
method-linearised-fisher-t = Student’s { "t" } interval for a correlation, on Fisher’s scale
method-cluster-t = Student’s { "t" } interval with the units that rows come from, such as texts or people
method-wilson-clusters = Wilson interval with as many rows as the units they come from leave
method-beta-binomial-sequence = limits that hold at every look, however often one looks (beta-binomial mixture)
method-bernstein-sequence = limits that hold at every look, however often one looks (empirical Bernstein)
method-sequence-difference = limits that hold at every look, from those of both sides
method-wilson-survey = score limits (Wilson) with the rows that the design of the survey leaves (Korn and Graubard)
method-survey-t = Student's t with the variance that strata and units of the survey give (linearised)
method-replicate-weights = Student's t with the variance over replicate weights
method-repeated-runs = Student's t with the variance of rows and that between runs
method-uniform-shrinkage = quantiles of what is likely given all groups together (uniform shrinkage)
method-manski-bounds = limits of the least and the greatest value that missing outcomes could give
method-class-limits = the intervals of each class put together; wider than need be where classes do not err together
method-local-dependence-t = Student’s { "t" } interval that allows for rows that share neighbours
method-block-jackknife = Student’s { "t" } interval from the figure without each block of people (delete-a-group jackknife)
method-wilson-block-jackknife = Wilson interval with as many rows as blocks of people leave (delete-a-group jackknife)
method-order-statistics = order statistics of the rows, by the binomial distribution
method-woodruff = order statistics of weighted rows (Woodruff)
method-newcombe-paired-block-jackknife = Newcombe’s interval for the same rows, with as many of them as blocks of people leave (delete-a-group jackknife)
method-clopper-pearson-block-jackknife = Clopper–Pearson interval with as many rows as blocks of people leave (delete-a-group jackknife)
method-paired-influence-t = Student’s t for the difference of two models on the same rows, from what each row adds to it
method-delong-paired = limits of both areas, brought together by how far the two models’ areas move together (DeLong, Zou)
method-tango-block-jackknife = Tango’s interval for the same rows, with as many of them as blocks of people leave (delete-a-group jackknife)
method-newcombe-block-jackknife = Newcombe’s interval with as many rows as blocks of people leave (delete-a-group jackknife)
method-miettinen-nurminen-block-jackknife = Miettinen and Nurminen’s interval with as many rows as blocks of people leave (delete-a-group jackknife)
method-score-ratio-block-jackknife = score interval for a ratio with as many rows as blocks of people leave (delete-a-group jackknife)
method-reported-limits = limits as they were reported, brought to this level by their standard error on a scale without ends
method-kolmogorov-newcombe = Newcombe’s interval at the score that separates most, allowing for that choice; from { "0" } where no difference is shown
method-bonferroni-bins = joint Wilson intervals over all steps of the scores (Bonferroni)
method-debiased-t = Student’s { "t" } interval of squared gaps less their noise
method-wald = Wald interval from the information in the data
method-wald-robust = Wald interval that holds whatever the weights (sandwich)

## Reproduce

reproduce-intro = With the same program and the same files, this command gives the same bytes:
reproduce-inputs = Files it was made from
reproduce-locales = Files of language and place
reproduce-rows = What became of the rows
reproduce-check = Compare each digest before you trust the figures.

## Translation and packs

# $state: source, draft or reviewed; $language: its own name; $reviewers: list of names
translation-status = { $state ->
    [source] { $language }: the language this document is written in first.
    [reviewed] { $language }: translation reviewed by { LIST($reviewers) }.
   *[draft] { $language }: draft translation, not yet reviewed by a native speaker. In doubt the English text holds.
  }
# $n: messages shown in another language
translation-fallbacks = { $n ->
    [0] All texts are in this language.
    [one] { $n } text is shown in another language, because its translation is missing.
   *[other] { $n } texts are shown in another language, because their translation is missing.
  }
translation-numbers = Figures are the same in every language; they were compared with the machine-readable file.

## Measures: names, and what they mean in one line

metric-accuracy = accuracy
    .meaning = The share of people for whom the answer is right.
metric-selection-rate = selection rate
    .meaning = The share of people whom the model picks.
metric-favourable-rate = favourable rate
    .meaning = The share of people who get the decision they want.
metric-base-rate = base rate
    .meaning = The share of people who truly have the outcome.
metric-true-positive-rate = true positive rate
    .meaning = Of those who truly have the outcome, the share whom the model picks.
metric-false-positive-rate = false positive rate
    .meaning = Of those who truly do not have it, the share whom the model picks by mistake.
metric-true-negative-rate = true negative rate
    .meaning = Of those who truly do not have it, the share whom the model rightly leaves out.
metric-false-negative-rate = false negative rate
    .meaning = Of those who truly have the outcome, the share whom the model misses.
metric-positive-predictive-value = positive predictive value
    .meaning = Of those whom the model picks, the share who truly have the outcome.
metric-negative-predictive-value = negative predictive value
    .meaning = Of those whom the model leaves out, the share who truly do not have it.
metric-false-discovery-rate = false discovery rate
    .meaning = Of those whom the model picks, the share picked by mistake.
metric-false-omission-rate = false omission rate
    .meaning = Of those whom the model leaves out, the share left out by mistake.
metric-balanced-accuracy = balanced accuracy
    .meaning = The mean of the share recognised among those who have the outcome and among those who do not.
metric-f1-score = { "F1" } score
    .meaning = One figure for finding those who have the outcome and not picking others, both weighing the same.
metric-f2-score = { "F2" } score
    .meaning = As { "F1" }, but missing somebody weighs more.
metric-f0-5-score = { "F0.5" } score
    .meaning = As { "F1" }, but picking somebody by mistake weighs more.
metric-jaccard-index = Jaccard index
    .meaning = Rightly picked, out of all who have the outcome or were picked.
metric-matthews-correlation = Matthews correlation
    .meaning = How well answers and outcomes go together, from opposite to identical; nothing in common is zero.
metric-cohen-kappa = Cohen’s kappa
    .meaning = How far answers and outcomes agree beyond chance.
metric-informedness = informedness
    .meaning = How much better than guessing the model tells apart those who have the outcome and those who do not.
metric-markedness = markedness
    .meaning = How much better than guessing the model’s answers can be relied on.
metric-positive-likelihood-ratio = positive likelihood ratio
    .meaning = How many times likelier a pick is for those who have the outcome than for those who do not.
metric-negative-likelihood-ratio = negative likelihood ratio
    .meaning = How many times likelier being left out is for those who have the outcome than for those who do not.
metric-diagnostic-odds-ratio = diagnostic odds ratio
    .meaning = The odds of a pick for those who have the outcome, divided by the odds for those who do not.
metric-error-rate = error rate
    .meaning = The share of people for whom the answer is wrong.
metric-false-negative-to-false-positive-ratio = ratio of misses to wrong picks
    .meaning = How many people are missed for each one picked by mistake.
metric-count = count
    .meaning = How many people.
metric-share = share
    .meaning = The group’s part of everybody.
metric-label-coverage = share with known outcome
    .meaning = The share of people whose true outcome is known.
metric-roc-auc = area under the { "ROC" } curve
    .meaning = How often somebody who has the outcome has a higher score than somebody who does not have it.
metric-average-precision = average precision
    .meaning = How well those who have the outcome stand at the top when people are sorted by score.
metric-brier-score = Brier score
    .meaning = The mean squared distance between the stated probability and the outcome; less is better.
metric-log-loss = logarithmic loss
    .meaning = How badly the stated probabilities miss the outcomes, with sure mistakes weighing most; less is better.
metric-mean-score = mean score
    .meaning = The mean of the model’s scores.
metric-macro-precision = macro precision
    .meaning = Of those given a class, the share given it rightly; the mean over classes.
metric-macro-recall = macro recall
    .meaning = Of those in a class, the share recognised; the mean over classes.
metric-macro-f1 = macro { "F1" }
    .meaning = The mean of the { "F1" } scores of all classes, each class weighing the same.
metric-micro-precision = micro precision
    .meaning = Of all answers given, the share that is right, all classes together.
metric-micro-recall = micro recall
    .meaning = Of all true classes, the share recognised, all classes together.
metric-micro-f1 = micro { "F1" }
    .meaning = The { "F1" } score of all classes counted together.
metric-weighted-precision = weighted precision
    .meaning = Precision of each class, weighed by how many people are of that class.
metric-weighted-recall = weighted recall
    .meaning = Recall of each class, weighed by how many people are of that class.
metric-weighted-f1 = weighted { "F1" }
    .meaning = The { "F1" } score of each class, weighed by how many people are of that class.
metric-macro-roc-auc = macro area under the { "ROC" } curve
    .meaning = How often somebody of a class has a higher score for it than somebody of another class; the mean over the classes, each weighing the same.
metric-weighted-roc-auc = weighted area under the { "ROC" } curve
    .meaning = How often somebody of a class has a higher score for it than somebody of another class; the mean over the classes, weighed by how many people are of each.
metric-hand-till-auc = { "Hand–Till" } area
    .meaning = How well the scores tell any two classes apart; the mean over all pairs of classes.
metric-class-wise-calibration-error = class-wise calibration error
    .meaning = How far the stated probabilities of a class lie from how often it occurs; the mean over all classes; less is better.
metric-top-label-calibration-error = calibration error of the class decided for
    .meaning = How far the stated probability of the class that was decided for lies from how often that class is right; less is better.
metric-quadratic-weighted-kappa = quadratic weighted kappa
    .meaning = Agreement beyond chance on classes that have an order, where a miss by many levels weighs much more.
metric-mean-absolute-level-error = mean error in levels
    .meaning = By how many levels the given class lies off the true one on average; less is better.

## Rendered dossiers: further words for headings, columns and notes

# $count: gates failed or undecided; $all: gates altogether
headline-failed = { $count ->
    [one] { $count } of { $all } gates fails
   *[other] { $count } of { $all } gates fail
  }
headline-undecided = { $count ->
    [one] No gate fails; for { $count } of { $all } the answer is “cannot tell”
   *[other] No gate fails; for { $count } of { $all } the answer is “cannot tell”
  }
headline-passed = { $all ->
    [one] The one gate passes
   *[other] All { $all } gates pass
  }
fact-date = Date of assessment
# $first, $last: days
date-range = { $first } to { $last }
# $column: a column of the data
place-by-column = row by row, column { $column }
# $rows: rows; $labelled: of them with known outcome
rows-and-labelled = { $rows }, of them { $labelled } with known outcome

# $model, $gate: names; $measure: a metric's name; $result, $limit: formatted
finding-gate-failed-value = { $model }: “{ $gate }” is not kept: { $measure } gives { $result }; the limit is { $limit }.
# $model, $other: names; $metric: a metric's name; $group: a group; $value, $then: its values, formatted
finding-against-model = { $model }: { $metric } in { $group } is { $value }; with { $other } it is { $then }.
# $model: a name; $metric: a metric's name; $group: a group; $value, $then: its values, formatted
finding-since = { $model }: { $metric } in { $group } is { $value }; before it was { $then }.
# $model: a name; $metric: a metric's name; $group, $reference: groups; $value, $then: differences in points, formatted
finding-gap-since = { $model }: between { $group } and { $reference }, { $metric } differs by { $value } now and differed by { $then } before.
# $gates, $columns: names; $least, $most: formatted
finding-gates-exclude-each-other = The gates { $gates } cannot all be kept by any model that makes errors, because base rates differ between groups { $columns }: from { $least } to { $most }. Which of them matters most is a decision of people.
# $measure: a metric's name; $value, $reference: formatted
finding-below-no-skill-value = { $model }: { $measure } in { $group } is { $value }. Always giving the commonest answer would reach { $reference }.
# $model, $columns: names; $measure: a metric's name; $below, $all, $shown: counts of groups; $groups: their names
finding-below-no-skill-across = { $model }: grouped { $columns }, { $measure } is below what always giving the commonest answer would reach in { $below } of { $all } groups: { $groups }. { $shown ->
    [0] In none of them is this shown beyond chance.
    [one] In { $shown } of them this is shown beyond chance.
   *[other] In { $shown } of them this is shown beyond chance.
  }
# $interval: two limits
gap-interval = The gap is likely { $interval }.
gap-interval-points = The gap is likely { $interval } percentage points.
# $value: a number
amount-points = { $value } percentage points

unit-points = percentage points
# What stands after “in” where a group’s name would
in-other-groups = the other groups
in-all-data = all the data

gates-caption = Every gate, with what was found
gates-introduction = Each gate was fixed before the data were read. “Pass” and “fail” both need proof; anything else is “cannot tell”.
# $gate, $model: names
gate-components-caption = { $gate } ({ $model })
gate-components-summary = Every group of every gate
# $columns: names of columns
by-columns = by { $columns }
by-title = By { $columns }
# $reference: a group
compared-with = compared with { $reference }
# $n: rows
n-rows = { $n ->
    [one] { $n } person counted
   *[other] { $n } people counted
  }
# $share: formatted
label-coverage-is = Known outcome: { $share } of the rows.

column-blank = Blank
column-bytes = Bytes
column-chosen-by = Chosen by, and why
column-code = Code
column-found-here = Found here
column-header-rows = Header
column-highest = Highest
column-in-group = In the group
column-in-reference = In the reference
column-kind = Kind
column-labelled-share = Share with known outcome
column-languages = Languages
column-by-chance = By chance
column-left-out = Groups left out
column-lowest = Lowest
column-made-in = Made in
column-matched = Rows with an answer
column-message = Message
column-period = Period
column-population = Share of population
column-range = Widest gap
column-records = Lines
column-refused = Refused
column-reported = Reported by the maker
column-role = Holds
column-threshold = Threshold
column-unmatched = Answers without a row
column-used = Used
column-value-interval = Value and interval
column-without-prediction = Rows without an answer

coverage-caption = Rows by { $columns }
coverage-caption-overall = Rows
# $groups: a list
groups-absent = Declared, but nobody in the data: { $groups }. Nothing can be said about them.
all-metrics = all measures
predictions-caption = Rows and answers of each model
shown-counts-only = too few people for a figure
shown-interval-only = too few people to compare; interval only

overall-caption = Every measure for everybody
# $measure: a metric's name; $columns: names of columns
chart-title-by = { $measure } by { $columns }
# $figures: charts; $groups: groups
show-figures = Show { $figures } charts ({ $groups } groups each)
folded-elsewhere = More tables are in the page version of this dossier.
show-tables = Show the tables
higher-is-better = More is better.
lower-is-better = Less is better.
neither-is-better = Neither more nor less is better by itself.
by-chance-meaning = By chance: what a model that treats all groups alike would show here on average.
points-for-shares = (percentage points for shares)
ranges-caption = Widest gaps
# $measure: a metric's name
pairs-caption = { $measure }: each group against its reference, widest gaps first
pairs-caption-points = { $measure }: each group against its reference, widest gaps first, differences in percentage points
# $count: how many
rows-left-out = { $count ->
    [one] { $count } more is in the machine-readable file.
   *[other] { $count } more are in the machine-readable file.
  }

section-provenance = Where the data come from
section-models = Where the models come from
governance-label-means = What the outcome means
governance-volume = Decisions per month
provenance-source = Source of the data
provenance-collected = Collected
provenance-consent = Consent
provenance-retain-until = To be kept until
provenance-licence = Licence
provenance-population = Source of population shares
# $column: a column of the data
provenance-group = How { $column } is known
models-caption = Models as declared
reported-caption = What the maker reports, and what was found here
warnings-caption = Remarks on the data

untested-proxies = whether harmless columns stand in for protected ones
untested-counterfactuals = what changes when only a name or place changes
untested-drift = whether results hold over time
untested-thresholds = what other thresholds would do
# $size: how many
methods-family = At most { $size } groups share the error of failing wrongly in one gate.
# $counts, $interval: numbers of people
methods-floors = With fewer than { $counts } people only counts are shown; with fewer than { $interval } only the interval.
role-scenario = scenario
role-data = data
role-predictions = answers of a model
role-earlier = earlier assessment

metric-expected-calibration-error = expected calibration error
    .meaning = How far stated probabilities lie from what happens, on average; less is better.
metric-gini = Gini coefficient
    .meaning = Twice the area under the { "ROC" } curve less one: nothing for scores that rank at random.
metric-kolmogorov-smirnov = Kolmogorov–Smirnov distance
    .meaning = How far the scores of those who have the outcome lie apart from the scores of the others, where they lie furthest apart.
metric-average-precision-at-0-5 = average precision at even prevalence
    .meaning = Average precision if as many people had the outcome as not, so that groups can be compared.
metric-brier-skill-score = Brier skill score
    .meaning = How much better the stated probabilities are than stating the group’s own rate for everybody.
metric-brier-reliability = Brier reliability
    .meaning = How far stated probabilities lie from what happens, squared, score by score; less is better.
metric-brier-resolution = Brier resolution
    .meaning = How much what happens differs between people of different scores; more is better.
metric-brier-uncertainty = Brier uncertainty
    .meaning = How uncertain the outcome is before any score is known.
metric-brier-miscalibration = Brier miscalibration
    .meaning = What the Brier score would lose if scores were put right without changing their order; less is better.
metric-brier-discrimination = Brier discrimination
    .meaning = How much better scores put right would be than the group’s own rate for everybody; more is better.
metric-maximum-calibration-error = largest calibration error
    .meaning = How far stated probabilities lie from what happens, where they lie furthest; less is better.
metric-adaptive-calibration-error = adaptive calibration error
    .meaning = How far stated probabilities lie from what happens, over steps of equally many people; less is better.
metric-debiased-calibration-error = calibration error less its noise
    .meaning = How far stated probabilities lie from what happens, squared, less what chance alone adds; may be below zero.
metric-calibration-in-the-large = calibration in the large
    .meaning = The true rate less the mean of the stated probabilities; above zero the model says too little.
metric-observed-to-expected-ratio = observed to expected
    .meaning = How many people have the outcome for each one whom the stated probabilities expect.
metric-calibration-slope = calibration slope
    .meaning = One if stated probabilities spread as far as the truth; below one they are too sure of themselves.
metric-calibration-intercept = calibration intercept
    .meaning = What has to be added to the log odds of the scores beside the slope; zero where they are right.
metric-calibration-offset = calibration offset
    .meaning = What has to be added to the log odds of the scores as they are; above zero the model says too little.
metric-spiegelhalter-z = Spiegelhalter’s { "z" }
    .meaning = A test of whether the stated probabilities can be the true chances; far from zero they cannot.
metric-mean-score-of-positives = mean score of those with the outcome
    .meaning = The mean score of those who truly have the outcome.
metric-mean-score-of-negatives = mean score of those without the outcome
    .meaning = The mean score of those who truly do not have the outcome.
metric-coverage = coverage
    .meaning = The share of people for whom the model does not decline to decide.
metric-abstention-rate = abstention rate
    .meaning = The share of people for whom the model declines to decide.
metric-missing-prediction-rate = rate of missing answers
    .meaning = The share of people for whom the model gave no answer at all.
metric-invalid-prediction-rate = rate of unusable answers
    .meaning = The share of people whose answer from the model cannot be used.
metric-worst-case-accuracy = accuracy with no answer counted as wrong
    .meaning = The share of people decided rightly, if everybody without an answer counts as decided wrongly.

## Stages behind a model: rules, people, appeals.  $measure: a measure's name

stages-intro = The model decides first, then others do. Each row is the gap that remains behind a stage. What a stage adds is that gap less the one before it: the gap of the model and all that is added make up the gap at the end, but for the rounding of what is printed.
stages-none = No stage has moved any of the gaps that were asked for.
stages-caption = Gaps in { $measure } behind each stage
stages-caption-points = Gaps in { $measure } behind each stage, in percentage points
stage-model = the model
column-stage = Decided by
column-added = Added here

## Probes: searches for what averages hide.  $model: a model's name; $attribute: a protected column; $probe: a probe's name

section-probes = Probes: what averages can hide
probes-intro = These searches were declared before the data were read. What they find is a reason to look closer, not a verdict.
role-pairs = pairs of rows
role-reviews = reviews of changed texts
role-changed-predictions = answers to changed rows
column-pairs = Pairs
column-originals = People
column-flip-units = Independent units
column-accepted = Accepted by reviewers
column-flips-of-all = Answers changed, all pairs
column-unexpected = Not as expected
column-like = Cases with a like
column-like-share = Of all
column-like-own = Favourable in the group
column-like-like = Favourable among its like
column-flips = Answers changed
column-flips-away = To the worse
column-flips-towards = To the better
column-mean-shift = Mean change of score
column-p = { "p" }
column-adjusted-p = { "p" }, adjusted
column-feature = Column
column-availability = How well it tells the attribute
column-use = How much answers go with it
column-association = Cramér’s { "V" }, corrected
column-than-others = Than all others
column-confirmed = Confirmed
column-window = Time
column-before = Before
column-since = Since
column-change = Change
column-psi = { "PSI" }
column-moved-most = Moved most
column-ks = { "KS" }
# $limit: a small number
p-below = < { $limit }

probe-flips-title = One thing changed: { $probe }
probe-flips-meaning = The same cases were given to the model again with only one thing changed. Nothing else about them changed, so an answer that changes depends on that one thing.
probe-flips-direct = This tests the direct use of what was changed. What goes with it in life, such as income or place, stayed as it was.
probe-flips-units = Several changed forms of one person are not independent; intervals allow for that.
probe-flips-clusters = Pairs of one { $column } are not independent; intervals allow for that.
probe-flips-expect-rise = What is expected: the change does not lower the score.
probe-flips-expect-fall = What is expected: the change does not raise the score.
probe-flips-expect-minimum-functionality = What is expected: each changed case gets the one answer that is known to be right.
probe-unexpected-chart = How often the answer is not as expected: { $probe }
# $n: groups
probe-unexpected-chart-description = { $n ->
    [one] The share of pairs that do not do what is expected in { $n } group, with its interval.
   *[other] The share of pairs that do not do what is expected in { $n } groups, each with its interval.
  }
# $limit: a share
probe-unexpected-allowed = Up to { $limit } may do otherwise, as declared.
# $packs: files of words, letters or formats of a place
probe-flips-made-with = The changes were made with { $packs }.
probe-flips-drafts = The changes were made with { $packs }, which nobody who speaks the languages natively has reviewed. A change that no speaker would write says nothing about the model.
# $people: reviewers; $all, $accepted, $rejected, $disputed, $unreviewed: pairs
probe-flips-reviewed = { $people ->
    [one] { $people } person
   *[other] { $people } people
  } looked at the changed texts. Of { $all } pairs, { $accepted } are accepted, { $rejected } rejected, { $disputed } disputed, and { $unreviewed } were not looked at. The figures are over accepted pairs; those of all pairs stand beside them.
# $repeated, $flipped: cases
probe-flips-noise = { $model }: { $repeated } unchanged cases were given twice, and { $flipped } got another answer the second time. So much changes by itself.
probe-flips-caption = Answers that changed, by group
probe-flips-chart = How often the answer changed: { $probe }
# $n: groups
probe-flips-chart-description = { $n ->
    [one] The share of changed answers of { $n } group, with its interval.
   *[other] The share of changed answers of { $n } groups, each with its interval.
  }
# $limit: a share
probe-flips-allowed = Up to { $limit } may change, as declared.
# $lost, $all: pairs
probe-flips-lost = { $model }: { $lost } of { $all } pairs could not be used, because the case or the answer to its changed form is missing.
# $groups: names
probe-flips-silent = { $model }: few answers change in { $groups }, but there the model does no better than one fixed answer. A model that cannot read what it is given never changes its answer: few changes prove nothing here.

probe-matched-title = Real cases that are alike but for { $column }
# $columns: what cases are alike in
probe-matched-meaning = Where a model cannot be asked again, real cases stand in: those of one group that are like cases of another in { $columns }. Cases without a like are left out.
probe-matched-caption = Answers wanted, among cases that are alike
probe-matched-limits = This holds only given these columns: what was not measured may explain the difference.

# $least, $most: the ends of the scale
probe-proxy-title = Columns that stand for { $attribute }
probe-proxy-meaning = How well { $attribute } can be guessed from one column alone: { $least } is no better than chance, { $most } is always right.
probe-proxy-use = The other figure says how much of the model’s answers goes with the column among people with the same true outcome. That is going together, not proof of influence.
# $columns: names
probe-proxy-use-given = The other figure says how much of the model’s answers goes with the column among people with the same true outcome and the same { $columns }. That is going together, not proof of influence.
# $limit: a number; $n: columns; $columns: names
probe-proxy-found = From { $limit } on, and if chance does not explain it among { $n } columns: { $columns }.
probe-proxy-none = No column tells { $attribute } as well as { $limit }.
probe-proxy-caption = All columns that were searched
probe-proxy-chart = How well columns tell { $attribute }, and how much answers go with them
# $n: columns
probe-proxy-chart-description = { $n ->
    [one] { $n } column by how well it tells { $attribute } and how much answers go with it.
   *[other] { $n } columns by how well they tell { $attribute } and how much answers go with them.
  }
probe-proxy-marked = tells the attribute

probe-slices-title = Combinations of groups that fare worse
# $measure: a metric; $columns: names; $n: combinations; $rows: people
probe-slices-meaning = { $measure } was looked at in all { $n } combinations of { $columns } with { $rows } people or more; those that fare worse than everybody else are shown, the most telling first.
# $family: combinations that there can be; $out: combinations
probe-slices-pruned = { $measure } was looked at in combinations of { $columns } with { $rows } people or more, for the worst of them only: { $n } were measured, and { $out } were left out because they, or a part of them, cannot be among the worst. p-values are adjusted for as many as there can be, { $family }.
probe-slices-confirmed = They were found in one half of the people and looked at again in the other half.
probe-slices-unconfirmed = They were found and measured in the same people, so the figures shown are likely too extreme.
probe-slices-none = { $model }: no combination is shown to fare worse than everybody else.
probe-slices-chart = { $measure }: combinations that fare worse, { $model }
probe-slices-caption = { $measure } of these combinations

probe-drift-title = What moved over time
# $first, $last: spans of time
probe-drift-meaning = Each span of time is compared with the time from { $first } to { $last }.
probe-drift-looks = Each interval holds for one look. Who looks at many spans of time sees one move by chance.
probe-drift-baseline = (compared with)
probe-drift-before = All before
probe-drift-since = All since
probe-drift-chart = { $measure } over time
probe-drift-groups = { $measure }: groups before and since
probe-drift-mix = How the mix of people moved
probe-drift-psi = { "PSI" }: the population stability index; above the figure by chance, the mix changed.
probe-drift-scores = How scores moved
# $n: how many; $windows: spans of time
probe-drift-monitors = { $n ->
    [one] One monitor looks at every span of time.
   *[other] { $n } monitors look at every span of time.
  } Those of one model and measure raise a false alarm together once in { $windows } spans of time, or less often.
probe-drift-no-alarm = None of them raised an alarm.
probe-drift-alarms = Alarms, and since when the change seems to be there
probe-drift-independence = Monitors count people’s answers one by one, and some people have several: alarms may be false.
column-alarm = What is seen
column-seen = Seen in
# $limit: formatted
drift-rise = higher than { $limit }
drift-fall = lower than { $limit }
drift-gap = apart from all others

# $columns: names; $n: how many
finding-proxies = { $n ->
    [one] One column tells { $attribute }: { $columns }.
   *[other] { $n } columns tell { $attribute }: { $columns }.
  }
# $column: a column; $use: a number from nothing to $most
finding-proxies-used = { $model }: of these, answers go most with { $column } ({ $use } of { $most }).
finding-proxies-unused = { $model }: answers are not seen to go with them.
# $group: where; $rate, $limit: shares; $range: an interval
finding-flips = { $model }: with only one thing changed ({ $probe }), the answer changes for { $rate } in { $group } ({ $range }); the limit is { $limit }.
# $away, $towards: people
finding-flips-sides = { $away } changed to the worse, { $towards } to the better.
# $rate, $range, $limit: shares
finding-unexpected = { $model }: { $rate } of pairs do not do what is expected ({ $probe }) in { $group } ({ $range }); the limit is { $limit }.
finding-few-flips = { $model }: in { $group } only { $rate } of answers change ({ $probe }), but the model does no better there than one fixed answer. It may not be able to read what it is given.
# $measure: a metric; $group: a combination; $value, $overall: formatted; $n: combinations
finding-slice = { $model }: { $measure } is { $value } in { $group }, and { $overall } for everybody. { $n ->
    [one] It is the only combination of groups found to fare worse.
   *[other] { $n } combinations of groups are found to fare worse.
  }
finding-slice-confirmed = This was confirmed among other people.
finding-slice-unconfirmed = It was not confirmed among other people.
# $since: a span of time; $before, $now: formatted
finding-drift = { $model }: { $measure } in { $group } was { $before } up to { $since } and is { $now } since.
# $measure: a metric; $start, $window: spans of time; $limit: formatted; $group: where
finding-drift-rise = { $model }: { $measure } in { $group } lies above { $limit } since about { $start }; this was seen in { $window }.
finding-drift-fall = { $model }: { $measure } in { $group } lies below { $limit } since about { $start }; this was seen in { $window }.
finding-drift-gap = { $model }: { $measure } in { $group } is apart from that of all others since about { $start }; this was seen in { $window }.
finding-drift-any-look = This holds however often one looks.
# $interval: two limits
change-interval = The change is likely { $interval }.
change-interval-points = The change is likely { $interval } percentage points.

role-home = of the place a model comes from
column-there = Where the model comes from
column-here = Here
column-by-prevalence = Because outcomes are more or less common
column-within-classes = Within the same outcomes
column-representation = As common as in the population ({ $one } is equal)
column-detectable = Smallest gap seen
column-adequate = Enough
column-way = Way to choose
column-gap-in = Widest gap:
column-cost = Cost per person
column-drawn = Decided by lot
column-fault = Fault
column-shared-scores = Score of another text
column-unseen-letters = Letters never seen
column-commonest-decision = Commonest answer given
threshold-nobody = nobody is selected

probe-transfer-title = Figures here and where the model comes from
probe-transfer-meaning = A model may be worse here than where it was made: cases differ, outcomes are more or less common, and the same signs mean something else.
probe-transfer-reported = Where only a reported figure is known, it is taken as it was reported: how sure it is nobody said.
probe-transfer-caption = Figures there and here
# $limit: a number
probe-transfer-tolerance = A loss of up to { $limit } is tolerated.
probe-transfer-shift = Where the differences come from

probe-representation-title = Whom the rows stand for
probe-representation-meaning = The people in these rows are compared with the population as declared.
# $columns: a column; $share: of the population; $gap: percentage points
probe-representation-coverage = { $columns }: for { $share } of the population there are enough rows to see a gap of { $gap } percentage points.
# $groups: names; $n: how many
probe-representation-absent = { $n ->
    [one] Nobody in these rows is of { $groups }.
   *[other] Nobody in these rows is of any of these: { $groups }.
  }
probe-representation-caption = { $columns }: rows and population

probe-thresholds-title = What other thresholds would do
# $a, $b: costs; $columns: groups
probe-thresholds-meaning = A wrong positive answer is taken to cost { $a }, a wrong negative one { $b }. Gaps are between groups by { $columns }. Thresholds were chosen on one half of the rows, and what they do is told of the other half.
probe-thresholds-diagnostic = This is diagnostic. Different thresholds for different groups may be unlawful; no verdict rests on these figures.
# $n: rows
probe-thresholds-caption = { $model }: ways to choose thresholds, told of { $n } other rows
probe-thresholds-sweep = { $model }: one threshold for everybody, on all rows
thresholds-least-cost = least cost, one threshold
thresholds-equal = equal between groups: { $measure }
thresholds-equal-odds = equal error rates, some decided by lot

probe-inputs-title = What the models are given
probe-inputs-meaning = Empty fields, cut texts and texts that cannot be read, group by group: a model cannot do better than what it is given.
probe-inputs-none = None of these faults was found.
probe-inputs-caption = Faults of what models are given
input-missing = empty
input-unseen = never seen where the model comes from
input-truncated = cut off
input-unreadable = unreadable

probe-legibility-title = Whether the models read their texts
probe-legibility-meaning = A model that cannot read a text gives many different texts the very same score, and its answers are no better than a guess.
probe-legibility-caption = { $model }: signs of reading
# $groups: names
probe-legibility-unread = { $model } cannot read these: { $groups }. Few changes and small gaps there mean nothing.

# $here, $there, $limit: formatted
finding-transfer = { $model }: { $measure } is { $here } in { $group } and { $there } where the model comes from; a loss of { $limit } was tolerated.
# $share: of the population; $gap: percentage points
finding-representation = { $columns }: only for { $share } of the population are there enough rows to see a gap of { $gap } percentage points.
# $fault: what is wrong; $share: of rows
finding-input-fault = { $column } is { $fault } for { $share } in { $group }, more often than elsewhere.

## What has changed since an earlier assessment

# $date: the day of the earlier assessment; $version: of the program then
changes-since-date = Compared with the assessment of { $date } (program { $version }).
# $first, $last: days of the earlier data; $version: of the program then
changes-since-period = Compared with the assessment of data from { $first } to { $last } (program { $version }).
# $version: of the program then
changes-since = Compared with an earlier assessment (program { $version }).
changes-meaning = Figures of both are taken for independent samples: the uncertainty of then and that of now add up, so a change has to be larger than either to be seen.
changes-same-data = Both assessments rest on the same file of rows: what is different comes from models or limits. The intervals take the two for independent, which they are not.
changes-shared-rows = Both assessments may rest on some of the same rows. The intervals take the two for independent.
changes-gates-caption = Gates with another verdict
changes-no-gate = Every gate that both have has the verdict it had.
changes-overall-caption = Everybody, then and now
changes-groups-caption = Groups whose figures have changed
changes-gaps-caption = Gaps that have widened or narrowed
# $count: figures compared
changes-no-group = Of { $count } figures of groups, none is shown to have changed, allowing for how many were looked at.
# $count: gaps compared
changes-no-gap = Of { $count } gaps between groups, none is shown to have changed, allowing for how many were looked at.
# $count: figures compared
changes-family = Shown among { $count } that were looked at, allowing for their number.
# $names: groups or models
changes-new-groups = New groups: { $names }
changes-gone-groups = Groups that are no longer in the data: { $names }
changes-new-models = New models: { $names }
changes-gone-models = Models that are no longer assessed: { $names }

## Fairness measures

fairness-intro = Each measure answers one question about how differently groups are treated. They do not agree with each other, and a model that errs cannot meet them all where groups differ in how often the outcome occurs: which of them matters here is a decision of people.
fairness-definitions-caption = What the measures mean
fairness-caption = Measures over these groups
# $measure: a rate
fairness-name-deviation = spread of { $measure }
# $measure: a rate
fairness-meaning-deviation = How far groups typically lie from each other in { $measure }, less what sampling alone explains.
# $name: the name of a measure
fairness-name-entropy = inequality of benefits ({ $name })
fairness-meaning-entropy = How unequally people, or groups, are served, with another weight for those who are served least.
fairness-trade-parity = Trade-off: it looks at decisions, not at outcomes. Where groups differ in how often the outcome occurs, equal selection means unequal error rates.
fairness-trade-errors = Trade-off: it trusts the outcomes as recorded. Where groups differ in how often the outcome occurs, equal error rates mean that a decision does not mean the same in every group.
fairness-trade-predictive = Trade-off: a decision that means the same in every group comes with unequal error rates, where groups differ in how often the outcome occurs.
fairness-trade-accuracy = Trade-off: it counts all errors alike. Groups can have equal accuracy while one bears the misses and another the wrong picks.
fairness-trade-entropy = Trade-off: it sees how unequal all people are served, and does not say who is worse off.
fairness-trade-calibration = Trade-off: scores that mean the same in every group can still pick groups unequally and err unequally about them.
fairness-trade-size = Small groups weigh little in it: a large gap of a small group can leave it near zero.
fairness-trade-alike = What may explain a gap was declared by people; explained is not justified.
metric-demographic-parity-difference = difference in selection
    .meaning = The largest difference between two groups in how many are picked, whatever the outcome.
metric-demographic-parity-ratio = ratio in selection
    .meaning = The smallest share picked in any group, divided by the largest.
metric-adverse-impact-ratio = adverse impact ratio
    .meaning = The share of the group least often given the decision people want, divided by that of the group most often given it.
metric-equal-opportunity-difference = difference in opportunity
    .meaning = Among those who have the outcome: the largest difference between two groups in how many are picked.
metric-equal-opportunity-ratio = ratio in opportunity
    .meaning = Among those who have the outcome: the smallest share picked in any group, divided by the largest.
metric-predictive-equality-difference = difference in wrong picks
    .meaning = Among those who do not have the outcome: the largest difference between two groups in how many are picked.
metric-predictive-equality-ratio = ratio in wrong picks
    .meaning = Among those who do not have the outcome: the smallest share picked in any group, divided by the largest.
metric-equalized-odds-difference = equalized odds
    .meaning = The larger of two differences: that in opportunity and that in wrong picks.
metric-equalized-odds-mean-difference = equalized odds, mean
    .meaning = The mean of two differences: that in opportunity and that in wrong picks.
metric-equalized-odds-ratio = equalized odds, ratio
    .meaning = The smaller of two ratios: that in opportunity and that in wrong picks.
metric-error-rate-balance = balance of errors
    .meaning = The larger of two differences: that in wrong picks and that in misses.
metric-predictive-parity-difference = difference in what a pick means
    .meaning = Among those picked: the largest difference between two groups in how many have the outcome.
metric-predictive-parity-ratio = ratio in what a pick means
    .meaning = Among those picked: the smallest share with the outcome in any group, divided by the largest.
metric-conditional-use-accuracy-equality = equality of what a decision means
    .meaning = The larger of two differences: in how often a pick is right and in how often a refusal is right.
metric-overall-accuracy-equality = equality of accuracy
    .meaning = The largest difference between two groups in how many are decided rightly.
metric-treatment-equality = equality of treatment
    .meaning = How many are missed for one wrong pick: the smallest such ratio of any group, divided by the largest.
metric-generalized-entropy-index = inequality of benefits
    .meaning = How unequally people are served, where a wrong pick counts as a gain and a miss as a loss; zero where all are served alike.
metric-theil-index = inequality of benefits (Theil)
    .meaning = The same with Theil’s weights, which look more at those who are served least.
metric-between-group-generalized-entropy-index = inequality between groups
    .meaning = The part of the inequality of benefits that lies between groups.
metric-between-group-theil-index = inequality between groups (Theil)
    .meaning = The part of Theil’s inequality of benefits that lies between groups.
metric-differential-fairness = differential fairness
    .meaning = The largest ratio between two groups of the chance of either decision, as a logarithm: zero where no group has better chances.
metric-differential-fairness-of-opportunity = differential fairness of opportunity
    .meaning = The same among those who have the outcome.
metric-subgroup-fairness = subgroup fairness
    .meaning = The largest difference between a group and everybody in how many are picked, weighted by the group’s share of all rows.
metric-false-positive-subgroup-fairness = subgroup fairness of wrong picks
    .meaning = The same for wrong picks among those who do not have the outcome.
metric-calibration-within-groups = calibration within groups
    .meaning = Among people with nearly the same score: the largest difference between a group and everybody in how many have the outcome.
metric-multicalibration-error = multicalibration error
    .meaning = The largest distance between mean score and share with the outcome, over groups and scores, weighted by their share of rows.
metric-cross-group-auc-difference = gap in ranking across groups
    .meaning = How much more often people with the outcome in one group score above people without it in another group than the other way round.
metric-conditional-statistical-parity-difference = difference in selection among those alike
    .meaning = The difference in how many are picked among people who are alike in what may explain it.
metric-conditional-statistical-parity-ratio = ratio in selection among those alike
    .meaning = The ratio of how many are picked among people who are alike in what may explain it.
metric-conditional-demographic-disparity = conditional demographic disparity
    .meaning = A group’s share of those refused less its share of those accepted, among people who are alike in what may explain it.

"""####),
        ("plain.ftl", ####"""
### One page for the people about whom the model helps to decide. Short sentences, common words, one idea each.

plain-title = What the machine decides about you
plain-decides-heading = What is decided
# $purpose: in the scenario's words; $automation: human-decides, human-can-override, automated or other
plain-decides = { $automation ->
    [human-decides] A machine gives advice for this decision: { $purpose }. A person decides.
    [human-can-override] A machine makes this decision: { $purpose }. A person can change it.
    [automated] A machine makes this decision alone: { $purpose }.
   *[other] A machine takes part in this decision: { $purpose }. Who has the last word is not declared.
  }
plain-learned = The machine has learned from past cases. It can be wrong.
plain-who-heading = Who may be wrongly refused
# $of: people counted by; $a, $b: of them; $group, $reference: groups
plain-who = Of { $of } people in { $group } who should get a yes, { $a } get a no. In { $reference }, { $b }.
plain-who-none = We found no group that is refused wrongly more often than our limit allows. There may still be one.
plain-who-unknown = We cannot say who is wrongly refused, because for too many people we do not know how it would have ended.
plain-sure-heading = How sure this is
# $lower, $upper: people out of $of
plain-sure = The true figure for { $group } is likely between { $lower } and { $upper } of { $of }.
# $n: people tested
plain-sure-few = { $n ->
    [0] We tested nobody from { $group }. We cannot say anything about this group.
    [one] We tested { $n } person from { $group }. This is too few to be sure.
   *[other] We tested { $n } people from { $group }. This is too few to be sure.
  }
plain-do-heading = What you can do
plain-do-ask = Ask why the decision was made.
plain-do-review = Ask that a person looks at your case.
# $route: as declared
plain-do-appeal = To appeal: { $route }
# $days: days
plain-do-days = { $days ->
    [one] An answer is promised within { $days } day.
   *[other] An answer is promised within { $days } days.
  }
plain-do-appeal-none = Nobody has told us how to appeal. Ask the office that made the decision.
# $regulator: its name
plain-do-regulator = You can also complain to { $regulator }.
plain-do-keep = Keep this page and write down the date of the decision.
# $owner: as declared
plain-owner = Who answers for the machine: { $owner }
plain-owner-none = Who answers for the machine is not declared.

"""####),
        ("tool.ftl", ####"""
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

"""####),
    ]
}
