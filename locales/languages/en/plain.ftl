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
