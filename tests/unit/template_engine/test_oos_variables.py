"""Values that every template knows, and the limits of waits."""

import json
from typing import Any

import pytest

from scalehook_contracts.template_engine.executions import ListExecutions
from support.orchestra import Orchestra


@pytest.fixture
def oos() -> Orchestra:
    """An engine, at midnight of the first of January."""
    return Orchestra()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ACS::ExecutionId", "exec-303e61cdc4bb86c32710"),
        ("ACS::RegionId", "cn-hangzhou"),
        ("acs::accountid", "1234567890123456"),
        ("ACS::AccountId", "1234567890123456"),
        ("ACS::ExecuteUser", "root(1234567890123456)"),
        ("ACS::CurrentUTCTime", "2026-01-01T00:00:00Z"),
        ("ACS::CurrentDate", "2026-01-01"),
        ("ACS::OOSUtilVersion", "1.0.0"),
    ],
)
def test_values_that_every_template_knows(oos: Orchestra, name: str, value: str) -> None:
    """In any letter case."""
    oos.template(
        "Tasks: [{Name: t, Action: 'ACS::Choice', Properties: {DefaultTask: 'ACS::END'}}]\n"
        f"Outputs: {{o: {{Value: '{{{{ {name} }}}}'}}}}"
    )
    execution = oos.start()
    [seen] = oos.rehearsal.ask(ListExecutions(execution_id=execution)).executions
    assert json.loads(seen.outputs) == {"o": value if name != "ACS::ExecutionId" else execution}


def test_a_wait_is_never_longer_than_its_limit(oos: Orchestra) -> None:
    """MaxRetryInterval bounds waits that double."""
    wait = "Properties: {Service: ESS, API: X, PropertySelector: .n, DesiredValues: [1]}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::WaitFor', {wait}, MaxRetryInterval: 3}}]")
    oos.start()
    for _ in range(4):
        oos.answer({"n": 0})
        oos.rehearsal.advance(3)
    assert len(oos.calls()) == 1


@pytest.mark.parametrize(("value", "status"), [("Running", "Success"), ("Stopped", "Failed")])
def test_values_that_are_not_desired(oos: Orchestra, value: str, status: str) -> None:
    """NotDesiredValues of a check: any other value will do."""
    check = "Properties: {Service: ESS, API: X, PropertySelector: .s, NotDesiredValues: [Stopped]}"
    oos.template(f"Tasks: [{{Name: t, Action: 'ACS::CheckFor', {check}}}]")
    execution = oos.start()
    oos.answer({"s": value})
    assert oos.status(execution)[0] == status


@pytest.mark.parametrize(("check", "waits"), [("ConfirmEveryHighRiskAction", True), ("Skip", False)])
def test_safety_checks(oos: Orchestra, check: Any, waits: bool) -> None:
    """Whether a call that cannot be undone waits for somebody."""
    oos.template(
        "Tasks: [{Name: t, Action: 'ACS::ExecuteAPI', Properties: {Service: ECS, API: StopInstance}}]"
    )
    assert (oos.status(oos.start(safety_check=check))[0] == "Waiting") is waits
