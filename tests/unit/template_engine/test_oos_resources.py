"""The instances that executions are about: executions are found by them, and told of for each."""

import json
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.template_engine.executions import ListedExecution, ListExecutions
from scalehook_contracts.template_engine.records import ListExecutionLogs
from scalehook_contracts.template_engine.regions import DescribeRegions
from scalehook_contracts.template_engine.resource_status import ListResourceExecutionStatus
from scalehook_contracts.template_engine.tasks import ListTaskExecutions
from support.orchestra import Orchestra

CALL = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
ACCOUNT = "1234567890123456"


@pytest.fixture(scope="module")
def oos() -> Orchestra:
    """One execution on two instances, by a child for each; one that names an instance deep in a
    parameter; one without.
    """
    engine = Orchestra()
    engine.template(f"Parameters: {{instanceId: {{}}}}\nTasks: [{{Name: c, {CALL}}}]", "Child")
    child = "TemplateName: Child, Parameters: {instanceId: '{{ ACS::TaskLoopItem }}'}"
    engine.template(
        f"""
        Parameters: {{instanceIds: {{Type: List}}}}
        Tasks:
        - Name: run
          Action: ACS::Template
          Properties: {{{child}}}
          Loop: {{Items: '{{{{ instanceIds }}}}', Concurrency: 2, MaxErrors: 1}}
        """,
        "Many",
    )
    engine.template(f"Parameters: {{p: {{Type: Json}}}}\nTasks: [{{Name: c, {CALL}}}]", "Deep")
    engine.template(f"Tasks: [{{Name: c, {CALL}}}]", "None")
    engine.start("Many", parameters='{"instanceIds": ["i-a", "i-b"]}')
    engine.answer({})
    engine.answer(code="Busy", message="later")
    engine.start("Deep", parameters='{"p": {"targets": [{"id": "i-c"}], "text": "on i-d"}}')
    engine.start("None")
    return engine


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"resource_id": "i-a"}, ["Many"]),
        ({"resource_id": "i-c"}, ["Deep"]),
        ({"resource_id": "i-d"}, []),
        ({"resource_id": "i-a", "include_child_execution": True}, ["Many", "Child"]),
        ({"resource_id": "i-b", "resource_template_name": "Child"}, ["Many"]),
        ({"resource_template_name": "Many"}, ["Many"]),
        ({"resource_template_name": "None"}, []),
        ({"account_id": ACCOUNT}, ["Many", "Deep", "None"]),
    ],
)
def test_executions_are_found_by_their_instances(oos: Orchestra, filters: Any, found: list[str]) -> None:
    """Whatever names them, and by the template that runs on them."""
    command = ListExecutions(sort_order="Ascending", **filters)
    assert [each.template_name for each in oos.rehearsal.ask(command).executions] == found


def test_another_account_is_refused(oos: Orchestra) -> None:
    """There is one, wherever it is asked for."""
    [many] = oos.rehearsal.ask(ListExecutions(template_name="Many")).executions
    named = {"account_id": "1", "execution_id": many.execution_id}
    for command in (ListExecutions, ListTaskExecutions, ListExecutionLogs):
        with pytest.raises(ApiError, match="AccountId"):
            oos.rehearsal.ask(command(**named))
        oos.rehearsal.ask(command(**named | {"account_id": ACCOUNT}))


def test_an_execution_tells_of_its_instances(oos: Orchestra) -> None:
    """One after the other, with what has come of it there."""
    [many] = oos.rehearsal.ask(ListExecutions(template_name="Many")).executions
    assert isinstance(many, ListedExecution)
    assert (json.loads(many.targets), many.account_id) == (["i-a", "i-b"], ACCOUNT)
    found = oos.rehearsal.ask(ListResourceExecutionStatus(execution_id=many.execution_id))
    statuses = {each.resource_id: each.status for each in found.resource_execution_status}
    assert statuses == {"i-a": "Success", "i-b": "Failed"}
    children = oos.rehearsal.ask(ListExecutions(parent_execution_id=many.execution_id)).executions
    ids = {each.execution_id for each in found.resource_execution_status}
    assert ids == {each.execution_id for each in children}
    [deep] = oos.rehearsal.ask(ListExecutions(template_name="Deep")).executions
    [only] = oos.rehearsal.ask(
        ListResourceExecutionStatus(execution_id=deep.execution_id)
    ).resource_execution_status
    assert (only.resource_id, only.status, only.execution_id) == ("i-c", "Running", deep.execution_id)
    with pytest.raises(ApiError, match="does not exist"):
        oos.rehearsal.ask(ListResourceExecutionStatus(execution_id="exec-none"))


def test_the_region(oos: Orchestra) -> None:
    """There is one."""
    [region] = oos.rehearsal.ask(DescribeRegions(accept_language="en-US")).regions
    assert (region.region_id, region.region_endpoint) == ("cn-hangzhou", "oos.cn-hangzhou.aliyuncs.com")
