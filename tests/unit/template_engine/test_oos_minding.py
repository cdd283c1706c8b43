"""Who waits for whose events: the engine's triggers for those of buses, and others for its calls."""

import asyncio
import json
from typing import Any

import pytest

from scalehook.kit import Outside
from scalehook.template_engine.api_request import request
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import InvalidScalingGroupIdNotFound
from scalehook_contracts.event_bus.events import EventReceived
from scalehook_contracts.event_bus.trail import ApiCallNoted, ApiCallsMinded, NoteApiCall
from scalehook_contracts.template_engine.execution_changes import DeleteExecutions, UpdateExecution
from scalehook_contracts.template_engine.executions import ListExecutions, StartExecution
from scalehook_contracts.template_engine.notices import CancelExecution
from scalehook_contracts.template_engine.tasks import CallApi
from scalehook_contracts.template_engine.triggers import ListenersChanged
from support.orchestra import Orchestra

ACCOUNT = "1234567890123456"
CALL = "{Name: c, Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: EnableScalingGroup}}"


@pytest.fixture
def oos() -> Orchestra:
    """An engine whose template waits for events of a product."""
    engine = Orchestra()
    engine.template(
        f"""\
        Parameters: {{product: {{}}, names: {{Type: List, Default: []}}}}
        Tasks:
        - Name: t
          Action: ACS::EventTrigger
          Properties: {{Product: '{{{{ product }}}}', Name: '{{{{ names }}}}'}}
        - {CALL}
        """
    )
    return engine


def wait_for(oos: Orchestra, product: str, *names: str) -> str:
    return oos.start(parameters=json.dumps({"product": product, "names": names}))


def told(oos: Orchestra) -> list[list[str]]:
    """The products that others were told of."""
    return [each.products for each in oos.rehearsal.recorded if isinstance(each, ListenersChanged)]


def test_others_know_whose_events_are_waited_for(oos: Orchestra) -> None:
    """As long as somebody waits, and only for what a bus may have."""
    wait_for(oos, "ECS", "Instance:StateChange")
    wait_for(oos, "ESS", "AUTOSCALING:SCALE_OUT_START")
    assert told(oos) == []
    first, second = wait_for(oos, "ESS"), wait_for(oos, "ess", "ess:ActionTrail:ApiCall", "other")
    third = wait_for(oos, "my.shop")
    oos.restart()
    oos.rehearsal.ask(CancelExecution(execution_id=first))
    oos.rehearsal.ask(UpdateExecution(execution_id=third, parameters='{"product": "ECS"}'))
    oos.rehearsal.ask(CancelExecution(execution_id=second))
    oos.rehearsal.ask(DeleteExecutions(execution_ids=f'["{third}"]', force=True))
    assert told(oos) == [["ess"], ["ess", "my.shop"], ["ecs", "ess"], ["ecs"], []]


def test_calls_know_whether_they_are_told_of(oos: Orchestra) -> None:
    """Since the bus has said so; and how many events have led to them."""
    execution = wait_for(oos, "my.shop")
    event: dict[str, Any] = {
        "event_bus_name": "default",
        "event_id": "1",
        "at": 0,
        "event": {"data": {}},
    }
    for minded, hops in (True, 0), (False, 2):
        oos.rehearsal.tell(ApiCallsMinded(minded=minded))
        oos.restart()
        oos.rehearsal.tell(EventReceived(event_source="my.shop", event_type="x", hops=hops, **event))
        call = oos.calls()[-1]
        assert (call.minded, call.hops) == (minded, hops + 1)
    assert len(oos.rehearsal.ask(ListExecutions(parent_execution_id=execution)).executions) == 2


def test_executions_hand_on_how_many_events_have_led_to_them(oos: Orchestra) -> None:
    """To those that they begin; a caller cannot say so."""
    oos.template(f"Tasks: [{CALL}]", "inner")
    oos.template(
        "Tasks: [{Name: t, Action: 'ACS::Template', Properties: {TemplateName: inner}}]", "outer"
    )
    oos.rehearsal.ask(StartExecution(template_name="outer", hops=2))
    assert oos.calls()[-1].hops == 2
    asked = request("OOS", "StartExecution", {"TemplateName": "T", "hops": 7, "Hops": 7}, "")
    assert asked == StartExecution(template_name="T")


class Cloud:
    """Answers with what it has, and notes what it is asked."""

    def __init__(self, refuses: bool) -> None:
        self.refuses = refuses
        self.asked: list[Any] = []

    async def call(self, command: Any, **more: Any) -> Any:
        """A role that is assumed; a call that is done, or refused."""
        self.asked.append(command)
        kind = command.snake_name()
        if kind == "assume_role_for_service":
            arn = f"acs:ram::{ACCOUNT}:assumed-role/{command.role_name}/{command.session_name}"
            return ResolvedKey(access_key_secret="", principal=arn)
        if kind == "note_api_call":
            return ApiCallNoted(listens=True)
        if self.refuses and kind == "delete_scaling_group":
            raise InvalidScalingGroupIdNotFound()
        return Done()

    def notes(self) -> list[NoteApiCall]:
        return [each for each in self.asked if isinstance(each, NoteApiCall)]


def call(cloud: Cloud, api: str = "DeleteScalingGroup", minded: bool = True) -> str:
    """The code that its task gets; empty where the call was done."""
    intent = CallApi(
        task_execution_id="t",
        execution_id="exec-1",
        ram_role="Role",
        caller="root",
        service="ESS",
        api=api,
        parameters={"ScalingGroupId": "asg-1", "RegionId": "cn-hangzhou"},
        hops=1,
        minded=minded,
    )
    outside = Outside(cloud, Settings(), "call/t", "flow")  # type: ignore[arg-type]  # all that is asked
    return asyncio.run(call_api(intent, outside)).error_code


@pytest.mark.parametrize("code", ["", "InvalidScalingGroupId.NotFound"])
def test_a_call_is_told_of(code: str) -> None:
    """As the role's, with what came of it."""
    cloud = Cloud(refuses=bool(code))
    assert call(cloud) == code
    [note] = cloud.notes()
    assert (note.action, note.error_code, note.hops) == ("DeleteScalingGroup", code, 1)
    assert note.parameters["ScalingGroupId"] == "asg-1"
    assert note.principal == f"acs:ram::{ACCOUNT}:assumed-role/Role/exec-1"
    assert (note.address, note.access_key_id) == ("oos.aliyuncs.com", "")
    again = Cloud(refuses=bool(code))
    call(again)
    assert again.notes() == [note]


def test_calls_that_nobody_is_told_of() -> None:
    """Those that only read; and all, while nobody may wait for one."""
    cloud = Cloud(refuses=False)
    call(cloud, minded=False)
    call(cloud, "DescribeScalingGroups")
    assert cloud.notes() == []
