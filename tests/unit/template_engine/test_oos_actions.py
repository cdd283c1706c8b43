"""The actions that call no API of the template's own choice."""

from typing import Any

import pytest

from scalehook.template_engine.actions.sleep import seconds_of
from scalehook.template_engine.api_request import request
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.template_engine.templates import RegisterTemplate
from support.orchestra import Orchestra

ENDS = [
    "{Name: one, Action: 'ACS::ExecuteAPI', Properties: {Service: A, API: One}, OnSuccess: 'ACS::END'}",
    "{Name: two, Action: 'ACS::ExecuteAPI', Properties: {Service: A, API: Two}}",
]


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


@pytest.mark.parametrize(
    ("number", "called"), [("1", ["One"]), ("2", ["Two"]), ("3", []), ("4", ["One"])]
)
def test_a_choice(oos: Orchestra, number: str, called: list[str]) -> None:
    """The first condition that holds leads to its task, whatever OnSuccess says; else the default."""
    oos.template(
        f"""
        Parameters: {{n: {{}}}}
        Tasks:
          - Name: choose
            Action: ACS::Choice
            OnSuccess: two
            Properties:
              DefaultTask: ACS::END
              Choices:
                - {{When: {{'Fn::Equals': [1, '{{{{ n }}}}']}}, NextTask: one}}
                - {{When: {{'Fn::Equals': [2, '{{{{ n }}}}']}}, NextTask: two}}
                - {{When: {{'Fn::Or': [{{'Fn::Equals': [4, '{{{{ n }}}}']}}, false]}}, NextTask: one}}
          - {ENDS[0]}
          - {ENDS[1]}
        """
    )
    execution = oos.start(parameters=f'{{"n": "{number}"}}')
    assert [call.api for call in oos.calls()] == called
    if called:
        oos.answer({})
    assert oos.status(execution) == ("Success", "")


@pytest.mark.parametrize("seconds", ["10s", "PT10S", "pt10s"])
def test_a_sleep_lasts_as_long_as_it_says(oos: Orchestra, seconds: str) -> None:
    """In virtual time, also when the engine stops in between."""
    task = f"{{Name: t, Action: 'ACS::Sleep', Properties: {{Duration: {seconds}}}}}"
    content = f"FormatVersion: OOS-2019-06-01\nTasks: [{task}]"
    oos.rehearsal.ask(RegisterTemplate(template_name="T", content=content))
    execution = oos.start()
    oos.rehearsal.advance(9)
    oos.rehearsal.restart()
    assert oos.status(execution)[0] == "Running"
    oos.rehearsal.advance(1)
    assert oos.status(execution) == ("Success", "")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT15M", 900), ("1H2M", 3720), ("4m", 240), ("P1DT1S", 86_401), ("0s", 0), ("", None),
        ("PT", None), ("10", None), ("1.5s", None), (10, None), ("9" * 5000 + "s", None),
    ],
)  # fmt: skip
def test_durations(text: Any, seconds: int | None) -> None:
    """ISO 8601, or shorter."""
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("filters", "parameters"),
    [
        ("[{Type: ResourceIds, ResourceIds: [i-1]}]", {"InstanceIds": ["i-1"]}),
        ("{ResourceIds: [i-1], RegionId: r}", {"RegionId": "r", "InstanceIds": ["i-1"]}),
        ("[{Type: Tags, Tags: {k: v}}]", {"Tags": [{"Key": "k", "Value": "v"}]}),
        (
            "[{Type: Tags, Tags: [{Key: k, Value: v}]}, {Type: All, Parameters: {Status: Running}}]",
            {"Tags": [{"Key": "k", "Value": "v"}], "Status": "Running"},
        ),
        ("[{Type: ResourceGroup, ResourceGroupId: g}]", {"ResourceGroupId": "g"}),
        ("[]", {}),
    ],
)
def test_targets_are_selected(oos: Orchestra, filters: str, parameters: dict[str, Any]) -> None:
    """By what DescribeInstances knows; what it answers is the task's data."""
    oos.template(
        f"""
        Tasks:
          - Name: t
            Action: ACS::SelectTargets
            Properties: {{ResourceType: 'ALIYUN::ECS::Instance', RegionId: here, Filters: {filters}}}
            Outputs: {{ids: {{Type: List, ValueSelector: 'Instances.Instance[].InstanceId'}}}}
        """
    )
    execution = oos.start()
    [call] = oos.calls()
    assert (call.service, call.api) == ("ECS", "DescribeInstances")
    assert call.parameters == {"RegionId": "here", "PageSize": 100} | parameters
    operation = request(call.service, call.api, call.parameters, "")
    if "Tags" in parameters:
        assert operation.tags == [InstanceTag(key="k", value="v")]  # type: ignore[attr-defined]
    oos.answer({"TotalCount": 1, "Instances": {"Instance": [{"InstanceId": "i-1"}]}})
    assert oos.tasks(execution)[0].outputs == '{"ids": ["i-1"]}'


def test_more_targets_than_one_answer_holds(oos: Orchestra) -> None:
    """None is left out unseen: the task fails."""
    properties = "{ResourceType: 'ALIYUN::ECS::Instance', RegionId: here}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::SelectTargets', Properties: {properties}}}]")
    execution = oos.start()
    oos.answer({"TotalCount": 101, "Instances": {"Instance": []}})
    assert oos.status(execution)[0] == "Failed"


@pytest.mark.parametrize(
    "task",
    [
        "Action: 'ACS::Choice', Properties: {Choices: 5}",
        "Action: 'ACS::Choice', Properties: {Choices: [{When: true}]}",
        "Action: 'ACS::Choice', Properties: {Choices: [{When: false, NextTask: t}]}",
        "Action: 'ACS::Choice', Properties: {Choices: [{When: true, NextTask: nosuch}]}",
        "Action: 'ACS::Sleep'",
        "Action: 'ACS::Sleep', Properties: {Duration: 0s}",
        "Action: 'ACS::Sleep', Properties: {Duration: P999D}",
        "Action: 'ACS::SelectTargets', Properties: {ResourceType: 'ALIYUN::RDS::DBInstance'}",
        "Action: 'ACS::SelectTargets', Properties: {ResourceType: 'ALIYUN::ECS::Instance',"
        " Filters: [1]}",
        "Action: 'ACS::SelectTargets', Properties: {ResourceType: 'ALIYUN::ECS::Instance',"
        " Filters: [{Type: Colour}]}",
    ],
)
def test_properties_that_do_not_fit(oos: Orchestra, task: str) -> None:
    """The execution fails, with a message."""
    oos.template(f"Tasks: [{{Name: t, {task}}}]")
    status, message = oos.status(oos.start())
    assert (status, bool(message)) == ("Failed", True)
