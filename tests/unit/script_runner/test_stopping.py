"""Invocations that are stopped, and scripts that do not reach their instance."""

import base64
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceReleased, InstanceStopBegun
from scalehook_contracts.script_runner.faults import AddScriptFault, ScriptFault
from scalehook_contracts.script_runner.runs import RecordScriptOutput, RunScript
from support.assistant import Assistant, in_base64


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances."""
    return Assistant()


def test_what_runs(assistant: Assistant) -> None:
    """Is stopping until its last words are known, which are kept; the others are stopped with it."""
    invoke_id = assistant.begin("i-1", "i-2")
    assistant.end(invoke_id, "i-2", exit_code=1)
    assistant.stop(invoke_id)
    assert not assistant.intents(RunScript)
    stopping = assistant.result(invoke_id)
    assert (stopping.invocation_status, stopping.invoke_record_status) == ("Stopping", "Stopping")
    assert assistant.invocation(invoke_id).invoke_status == "Stopping"
    assistant.stop(invoke_id)
    assistant.collect(invoke_id, said="so far")
    stopped = assistant.result(invoke_id)
    assert (stopped.invocation_status, stopped.invoke_record_status) == ("Terminated", "Stopped")
    assert (base64.b64decode(stopped.output), stopped.exit_code) == (b"so far", None)
    assert stopped.stop_time
    whole = assistant.invocation(invoke_id)
    assert (whole.invocation_status, whole.invoke_status) == ("Failed", "Finished")
    assert assistant.machine.timers == {}


def test_what_waits(assistant: Assistant) -> None:
    """Is cancelled; what it has been is still there."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    assistant.advance(60)
    assistant.end(invoke_id, output=in_base64("said"))
    assistant.stop(invoke_id)
    seen = assistant.result(invoke_id)
    assert (seen.invocation_status, seen.invoke_record_status) == ("Cancelled", "Stopped")
    assert base64.b64decode(seen.output) == b"said"
    assert assistant.history(invoke_id) == [(1, "Success")]
    assert assistant.machine.timers == {}
    assistant.advance(600)
    assert assistant.history(invoke_id) == [(1, "Success")]


def test_a_period_that_is_stopped_while_it_runs(assistant: Assistant) -> None:
    """Does not come again."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    assistant.advance(60)
    assistant.stop(invoke_id)
    assistant.collect(invoke_id)
    assert assistant.history(invoke_id) == [(1, "Terminated")]
    assert assistant.invocation(invoke_id).invocation_status == "Stopped"
    assert assistant.machine.timers == {}


def test_a_period_whose_last_run_was_cut_short(assistant: Assistant) -> None:
    """Was stopped when it was, not when that run met its time-out."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    assistant.advance(70)
    assistant.collect(invoke_id)
    assistant.advance(5)
    assistant.stop(invoke_id)
    stopped = assistant.result(invoke_id)
    assert (stopped.invocation_status, stopped.stop_time) == ("Cancelled", "2026-01-01T00:01:15Z")


def test_before_the_time_zone_is_known(assistant: Assistant) -> None:
    """Nobody is asked any more."""
    invoke_id = assistant.begin(frequency="0 0 9 * * ?")
    assistant.stop(invoke_id)
    assert assistant.result(invoke_id).invocation_status == "Cancelled"
    assert assistant.machine.intents == {}
    assert assistant.history(invoke_id) == []


def test_some_of_the_instances(assistant: Assistant) -> None:
    """The others run on; what is over, and what the invocation is not about, is left alone."""
    invoke_id = assistant.begin("i-1", "i-2")
    assistant.stop(invoke_id, "i-2", "i-other")
    assert assistant.result(invoke_id, "i-2").invocation_status == "Stopping"
    assistant.collect(invoke_id, "i-2")
    assert assistant.invocation(invoke_id).invoke_status == "Running"
    assistant.end(invoke_id)
    assistant.stop(invoke_id)
    whole = assistant.invocation(invoke_id)
    assert (whole.invoke_status, whole.invocation_status) == ("Finished", "Success")


@pytest.mark.parametrize(
    ("instances", "code"),
    [((), "InvalidInvokeId.NotFound"), (("i-1",) * 101, "InstanceIds.ExceedLimit")],
)
def test_what_is_refused(assistant: Assistant, instances: tuple[str, ...], code: str) -> None:
    """An invocation that is not there, and too many instances."""
    with pytest.raises(ApiError) as caught:
        assistant.stop(assistant.begin() if instances else "t-none", *instances)
    assert caught.value.code == code


def test_an_instance_that_goes_down_while_its_script_is_stopped(assistant: Assistant) -> None:
    """The script was stopped; nothing is left under way."""
    invoke_id = assistant.begin()
    assistant.stop(invoke_id)
    assistant.tell(InstanceStopBegun(instance_ids=["i-1"], settles_at=0))
    assert assistant.result(invoke_id).invocation_status == "Terminated"
    assert assistant.machine.intents == {}
    assistant.collect(invoke_id)
    assistant.tell(InstanceReleased(instance_id="i-1"))
    assert assistant.result(invoke_id).error_code == "ExecutionInterrupted"


def test_what_is_said_in_the_meantime(assistant: Assistant) -> None:
    """Is shown while the script runs, and is what is left when its instance goes down."""
    invoke_id = assistant.begin()
    said = RecordScriptOutput(
        invoke_id=invoke_id, instance_id="i-1", number=1, output=in_base64("so far"), dropped=2
    )
    assistant.ask(said)
    seen = assistant.result(invoke_id)
    assert (seen.invocation_status, base64.b64decode(seen.output)) == ("Running", b"so far")
    assistant.tell(InstanceStopBegun(instance_ids=["i-1"], settles_at=0))
    assistant.ask(said.model_copy(update={"output": in_base64("late")}))
    seen = assistant.result(invoke_id)
    assert (base64.b64decode(seen.output), seen.dropped) == (b"so far", 2)
    assistant.ask(said.model_copy(update={"invoke_id": "t-forgotten"}))


@pytest.mark.parametrize(
    ("error_code", "seconds", "status", "record_status"),
    [
        ("ClientNotRunning", 0, "Aborted", "Failed"),
        ("DeliveryTimeout", 60, "Aborted", "Failed"),
        ("CommandNotApplicable", 0, "Invalid", "Failed"),
        ("ExecutionException", 0, "Error", "Failed"),
    ],
)
def test_faults_of_the_agent(
    assistant: Assistant, error_code: str, seconds: float, status: str, record_status: str
) -> None:
    """A command that cannot be delivered is aborted, some of them after a minute."""
    fault = ScriptFault(fault_id="f", kind="fail_script", error_code=error_code)
    assistant.ask(AddScriptFault(fault=fault))
    invoke_id = assistant.begin()
    for intent in assistant.intents(RunScript):
        assistant.end(intent.invoke_id, exit_code=None, error_code=error_code)
    if seconds:
        assistant.advance(seconds - 1)
        assert assistant.invocation(invoke_id).invocation_status == "Pending"
        assistant.advance(1)
    seen = assistant.result(invoke_id)
    assert (seen.invocation_status, seen.invoke_record_status) == (status, record_status)
    assert (seen.error_code, bool(seen.error_info)) == (error_code, True)
    assert assistant.machine.timers == {}


def test_the_whole_of_different_ends(assistant: Assistant) -> None:
    """Success beside failure is a partial failure; beside what was stopped it is success."""

    def whole(*ends: dict[str, Any]) -> tuple[str, str]:
        invoke_id = assistant.begin("i-1", "i-2")
        for instance, end in zip(("i-1", "i-2"), ends, strict=True):
            if end:
                assistant.end(invoke_id, instance, **end)
        assistant.stop(invoke_id)
        for instance in ("i-1", "i-2"):
            assistant.collect(invoke_id, instance)
        seen = assistant.invocation(invoke_id)
        return seen.invocation_status, seen.invoke_status

    fine, bad = {"exit_code": 0}, {"exit_code": None, "error_code": "DirectoryNotExists"}
    assert whole(fine, bad) == ("PartialFailed", "PartialFailed")
    assert whole(fine, {}) == ("Success", "Finished")
    assert whole(bad, {}) == ("Failed", "PartialFailed")
    assert whole(bad, bad) == ("Failed", "Failed")
    assert whole({}, {}) == ("Stopped", "Stopped")


def test_a_script_of_an_earlier_version(assistant: Assistant) -> None:
    """Its runs were not counted: its result is that of the first."""
    for end in (assistant.end, assistant.collect):
        invoke_id = assistant.begin()
        assistant.state.invocations[invoke_id].runs["i-1"].number = 0
        if end == assistant.collect:
            assistant.stop(invoke_id)
        end(invoke_id)
        assert assistant.invocation(invoke_id).invoke_status in ("Finished", "Stopped")
