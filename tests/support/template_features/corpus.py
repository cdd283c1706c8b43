"""Of how many of the cloud's published templates a feature is part: counted in those of December 2024
(github.com/aliyun/oos-templates).
"""

from typing import NamedTuple

from support.template_features.features import groups
from support.template_features.proofs import proof

UNIT = "unit/template_engine/test_oos_"
BATCHES = f"{UNIT}batches.py::test_"
LIBRARY = "unit/template_engine/test_oos_library.py::test_all_files_are_valid_and_run_here"
ALIKE = {  # features that this page has under another name
    "Loop.Outputs Fn::ListJoin": "AggregateType",
    "Loop.BatchPauseOption": "BatchPauseOption",
    "Delay / DelayType / BackOff": "DelayType",
    "ExecuteAPI Method/URI/Body/Headers": "URI",
    "ExecuteAPI Risk": "Risk",
    "ExecuteAPI AutoPaging": "AutoPaging",
    "{{ oos:… }}": "oos:",
    **{f"output {name}": name for name in ("List", "String", "Json", "Number", "Boolean")},
}
TESTS = {
    "another product action": LIBRARY,
    "ACS::ECS::RunCommand": f"{UNIT}story.py::test_a_script_that_succeeds",
    "Loop.RateControl as an expression": f"{BATCHES}the_loop_mode_of_the_start",
    "Loop.Outputs Fn::Sum": f"{UNIT}values.py::test_loops_over_null_and_sums",
    "Loop.Items a function": f"{UNIT}values.py::test_items_of_a_function",
    "Loop.Mode directly": f"{BATCHES}batches",
    "Loop.Concurrency, MaxErrors directly": f"{BATCHES}too_many_errors_end_a_loop_in_batches",
    "OnError to a task": f"{UNIT}story.py::test_a_script_that_fails",
    "OnSuccess to a task": f"{UNIT}language.py::test_a_condition_skips_a_task",
    "Default with an expression": f"{UNIT}values.py::test_defaults",
    "Default ${…}": "integration/template_library/test_scale_out.py::test_a_script_on_new_instances",
    "template Outputs": f"{UNIT}language.py::test_expressions_and_functions",
    "RamRole an expression": f"{UNIT}roles.py::test_whoever_starts_a_public_template_hands_its_role",
    "RamRole absent": f"{UNIT}sessions.py::test_what_is_asked",
    "{{ task.output }}": f"{UNIT}values.py::test_expressions_in_selectors",
    "{{ }} in a selector": f"{UNIT}values.py::test_expressions_in_selectors",
    "Default that names another parameter": f"{UNIT}values.py::test_a_default_names_what_is_given",
    "AllowedValues on a List": f"{UNIT}values.py::test_lists_with_other_than_the_allowed_values",
    "Default '' on a List": f"{UNIT}values.py::test_defaults",
    "ValueSelector a function": f"{UNIT}values.py::test_expressions_in_selectors",
    "FormatVersion …-State": "",
}


class Row(NamedTuple):
    """A feature, and how many of 282 public templates, of the 26 of hooks among them, and of 199 product
    actions have it.
    """

    feature: str
    public: int
    hooks: int
    actions: int

    @property
    def test(self) -> str:
        """The test that proves it; empty for what is not simulated."""
        if self.feature in TESTS:
            return TESTS[self.feature]
        name = ALIKE.get(self.feature, self.feature)
        found = [proof(group, name) for group in groups() if name in group.names]
        return found[0] or ""


def rows() -> list[Row]:
    """All of them, in the order of the page."""
    cells = [line.rsplit(maxsplit=3) for line in COUNTS.strip().splitlines()]
    return [Row(feature, int(public), int(hooks), int(own)) for feature, public, hooks, own in cells]


COUNTS = """
ACS::ExecuteAPI 158 26 178
ACS::SelectTargets 102 0 5
ACS::Choice 29 1 52
ACS::WaitFor 22 2 80
ACS::TimerTrigger 21 0 0
ACS::CheckFor 13 0 39
ACS::Sleep 13 1 11
ACS::Template 10 0 3
ACS::Notify 7 0 1
ACS::Approve 6 0 1
ACS::EventTrigger 5 0 0
ACS::AlarmTrigger 4 0 0
ACS::Pause 1 0 0
ACS::ECS::RunCommand 33 4 36
another product action 152 15 46
Fn::Equals 67 2 94
Fn::If 36 1 51
Fn::Jq 31 0 35
Fn::Select 45 0 15
Fn::Join 28 8 8
Fn::Not 8 1 11
Fn::Split 8 0 6
Fn::Or 3 0 7
Fn::CalculateBatch 10 0 0
Fn::Base64Decode 0 0 9
Fn::Replace 3 0 6
Fn::FormatUTCTime 5 0 1
Fn::And 1 0 5
Fn::MergeList 4 0 2
Fn::AddHour 4 0 1
Fn::DurationBetween 5 0 0
Fn::MergeMapToList 0 0 4
Fn::Base64Encode 0 0 3
Fn::ListJoin 3 0 0
Fn::Eval 2 0 0
Fn::ContainsSubString 0 0 2
Fn::Sub 0 0 2
Fn::Intersection 1 0 0
Fn::ConvertMapToList 1 0 0
Fn::Escape 0 0 1
Fn::MergeMap 0 0 1
Fn::RangeSelect 0 0 1
Fn::Last 0 0 1
Fn::FindMatchedPackage 0 0 1
Loop 213 18 38
Loop.RateControl as an expression 183 13 5
Loop.Outputs Fn::ListJoin 78 4 23
Loop.Outputs Fn::Sum 1 0 0
Loop.Items a function 8 0 10
Loop.Mode directly 5 0 0
Loop.BatchPauseOption 6 0 0
Loop.Concurrency, MaxErrors directly 11 1 5
When 25 1 33
OnError to a task 39 26 28
OnSuccess to a task 36 26 6
Retries 13 1 34
Delay / DelayType / BackOff 6 1 23
OnCancel 0 0 0
ExecuteAPI Method/URI/Body/Headers 12 1 9
ExecuteAPI Risk 4 0 6
ExecuteAPI AutoPaging 0 0 0
NotDesiredValues 3 0 5
StopRetryValues 15 1 25
String 280 26 196
Json 218 13 37
List 123 26 18
Number 78 6 52
Boolean 50 4 46
output List 137 10 54
output String 108 6 134
output Json 22 0 31
output Number 4 0 5
output Boolean 2 0 2
Default with an expression 208 1 151
Default ${…} 26 26 0
AllowedPattern 12 0 11
NoEcho 3 0 3
ConstraintDescription 2 0 1
template Outputs 135 13 109
RamRole an expression 272 26 1
RamRole absent 8 0 197
FormatVersion …-State 1 0 0
{{ task.output }} 202 14 164
ACS::RegionId 220 2 152
ACS::TaskLoopItem 213 18 38
ACS::ExecutionId 31 1 25
ACS::CurrentUTCTime 9 0 1
ACS::CurrentDate 4 0 4
ACS::AccountId 9 0 6
ACS::ExecuteUser 2 0 0
ACS::OOSUtilVersion 0 0 7
{{ oos:… }} 1 0 0
{{ }} in a selector 15 0 12
Default that names another parameter 7 0 1
AllowedValues on a List 8 0 0
Default '' on a List 4 0 0
ValueSelector a function 0 0 2
"""
