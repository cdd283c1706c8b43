"""Commands that come again, and what they leave behind."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import InstanceReleased, InstanceRunning, InstanceStopBegun
from scalehook_contracts.script_runner.invocations import DescribeInvocations
from scalehook_contracts.script_runner.runs import ReadTimeZone, RecordTimeZone, RunScript
from support.assistant import REGION, Assistant, in_base64

HOUR, DAY = 3600, 86_400


@pytest.fixture
def assistant() -> Assistant:
    """Two running instances."""
    return Assistant()


def test_a_rate(assistant: Assistant) -> None:
    """The first time comes one interval after the call; each time has its output and its number."""
    invoke_id = assistant.begin(frequency="rate(5m)", timeout=60)
    assert assistant.result(invoke_id).invocation_status == "Scheduled"
    assert not assistant.intents(RunScript)
    for number in (1, 2):
        assistant.advance(300)
        assert assistant.result(invoke_id).invocation_status == "Running"
        assistant.end(invoke_id, number=number, exit_code=number - 1, output=in_base64(f"{number}"))
    seen = assistant.result(invoke_id)
    assert (seen.invocation_status, seen.invoke_record_status, seen.repeats) == (
        "Scheduled",
        "Running",
        2,
    )
    assert (seen.exit_code, base64.b64decode(seen.output)) == (1, b"2")
    assert assistant.history(invoke_id) == [(2, "Failed"), (1, "Success")]
    whole = assistant.invocation(invoke_id)
    assert (whole.repeat_mode, whole.frequency, whole.timed) == ("Period", "rate(5m)", True)
    assert (whole.invoke_status, whole.invocation_status) == ("Running", "Scheduled")


def test_a_run_that_takes_longer_than_the_next_time(assistant: Assistant) -> None:
    """That time is left out; none is moved."""
    invoke_id = assistant.begin(frequency="*/20 * * * * ? UTC", timeout=15)
    assistant.advance(20)
    assistant.advance(15)  # its time is up, its last words are not known
    assistant.advance(5)
    assert assistant.result(invoke_id).repeats == 1
    assistant.collect(invoke_id)
    assert assistant.history(invoke_id) == [(1, "Timeout")]
    assistant.advance(20)
    assert assistant.history(invoke_id) == [(2, "Running"), (1, "Timeout")]


def test_times_that_have_passed_unseen(assistant: Assistant) -> None:
    """Are not made up for: after a restart the next one is one of the fixed points."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    assistant.now += timedelta(seconds=90)
    assistant.advance(0)
    assert assistant.result(invoke_id).repeats == 1
    assistant.end(invoke_id)
    assistant.advance(29)
    assert assistant.result(invoke_id).repeats == 1
    assistant.advance(1)
    assert assistant.result(invoke_id).repeats == 2


def test_at_a_moment(assistant: Assistant) -> None:
    """It runs once, and then it is over; whoever lets time jump may wait for it."""
    invoke_id = assistant.begin(frequency="at(2026-01-01 08:10:00 Asia/Shanghai)")
    [timer] = assistant.machine.timers.values()
    assert timer.command.awaited()
    assistant.advance(600)
    assistant.end(invoke_id)
    assert assistant.result(invoke_id).invocation_status == "Success"
    assert assistant.invocation(invoke_id).invoke_status == "Finished"
    assert assistant.machine.timers == {}


def test_the_instance_s_own_time_zone(assistant: Assistant) -> None:
    """Is asked for where a cron expression has none; one that says nothing has the usual one."""
    invoke_id = assistant.begin(frequency="0 0 9 * * ?")
    assert assistant.result(invoke_id).invocation_status == "Pending"
    assert len(assistant.intents(ReadTimeZone)) == 1
    told = RecordTimeZone(invoke_id=invoke_id, instance_id="i-1", time_zone="Asia/Tokyo")
    assistant.settle(f"zone/{invoke_id}/i-1", told)
    assert assistant.result(invoke_id).invocation_status == "Scheduled"
    usual = assistant.begin(frequency="0 0 9 * * ?")
    silent = RecordTimeZone(invoke_id=usual, instance_id="i-1")
    assistant.settle(f"zone/{usual}/i-1", silent)
    assistant.advance(HOUR - 1)
    assert not assistant.intents(RunScript)
    assert assistant.result(usual).invocation_status == "Scheduled"
    # nine o'clock in Tokyo is midnight in UTC, and has passed; in Shanghai it is one o'clock
    assistant.advance(1)
    assert assistant.result(usual).invocation_status == "Running"
    assistant.advance(23 * HOUR)
    assert assistant.result(invoke_id).invocation_status == "Running"


def test_a_period_while_the_instance_is_down(assistant: Assistant) -> None:
    """Its times come, and nothing can run; afterwards it goes on."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    assistant.tell(InstanceStopBegun(instance_ids=["i-1"], settles_at=0))
    assert assistant.result(invoke_id).invocation_status == "Scheduled"
    assistant.advance(60)
    seen = assistant.result(invoke_id)
    assert (seen.invocation_status, seen.error_code) == ("Scheduled", "InstanceNotRunning")
    assistant.tell(InstanceRunning(instance_id="i-1"))
    assistant.advance(60)
    assert assistant.result(invoke_id).invocation_status == "Running"


@pytest.mark.parametrize(
    ("mode", "history", "status"),
    [
        ("NextRebootOnly", [(1, "Success")], "Success"),
        ("EveryReboot", [(2, "Success"), (1, "Success")], "Scheduled"),
    ],
)
def test_at_the_start_of_the_instance(
    assistant: Assistant, mode: str, history: list[tuple[int, str]], status: str
) -> None:
    """The next one only, or every one; not the one that runs now, and no other instance's."""
    invoke_id = assistant.begin("i-1", "i-2", repeat_mode=mode)
    for number in (1, 2):
        assistant.reboot()
        assistant.tell(InstanceRunning(instance_id="i-1"))  # once more says nothing new
        assistant.end(invoke_id, number=number)
    assert assistant.history(invoke_id, instance_id="i-1") == history
    assert assistant.result(invoke_id).invocation_status == status
    other = assistant.result(invoke_id, "i-2")
    assert (other.invocation_status, other.repeats) == ("Scheduled", 0)


def test_a_reboot_in_the_middle_of_a_run(assistant: Assistant) -> None:
    """Interrupts it, with what it has printed; the start after it is one."""
    invoke_id = assistant.begin(repeat_mode="EveryReboot")
    for _ in range(2):
        assistant.reboot()
    assert assistant.history(invoke_id) == [(2, "Running"), (1, "Failed")]
    [_, interrupted] = assistant.results(invoke_id, include_history=True)
    assert interrupted.error_code == "ExecutionInterrupted"


def test_a_released_instance(assistant: Assistant) -> None:
    """Nothing waits for its time any more."""
    invoke_id = assistant.begin("i-1", "i-2", frequency="rate(60s)", timeout=10)
    assistant.tell(InstanceReleased(instance_id="i-1"))
    gone = assistant.result(invoke_id)
    assert (gone.invocation_status, gone.error_code) == ("Cancelled", "InstanceReleased")
    assistant.tell(InstanceReleased(instance_id="i-2"))
    assert assistant.machine.timers == {}
    assert assistant.invocation(invoke_id).invocation_status == "Stopped"


def test_history_of_one_status(assistant: Assistant) -> None:
    """By the newer and by the older name, page by page; only of an invocation that is named."""
    invoke_id = assistant.begin(frequency="rate(60s)", timeout=10)
    for number in range(1, 5):
        assistant.advance(60)
        assistant.end(invoke_id, number=number, exit_code=number % 2)
    failed = assistant.history(invoke_id, invoke_record_status="Failed")
    assert failed == [(3, "Failed"), (1, "Failed")]
    assert len(assistant.history(invoke_id, invoke_record_status="Finished")) == 4
    assert assistant.history(invoke_id, page_size=3, page_number=2) == [(1, "Failed")]
    assert assistant.history("t-none") == []
    with pytest.raises(ApiError) as caught:
        assistant.history("")
    assert caught.value.code == "MissingInvokeId"


def test_history_ends() -> None:
    """The times before are forgotten after two weeks, and the oldest when there are too many."""
    assistant = Assistant(history_most=3)
    invoke_id = assistant.begin(frequency="rate(1d)", timeout=10)
    for number in range(1, 21):
        assistant.advance(DAY)
        assistant.end(invoke_id, number=number)
    assert [number for number, _ in assistant.history(invoke_id)] == [20, 19, 18, 17]
    before = assistant.state
    assistant.restart()
    assert assistant.state == before


def test_what_is_asked_for_by_its_times(assistant: Assistant) -> None:
    """By the mode, or by whether it will come again."""
    once, period = assistant.begin(), assistant.begin(frequency="rate(60s)", timeout=10)
    reboot = assistant.begin(repeat_mode="EveryReboot")

    def found(**more: Any) -> list[str]:
        page = assistant.ask(DescribeInvocations(region_id=REGION, **more))
        return [each.invoke_id for each in page.invocations]

    assert found(repeat_mode="Once") == [once]
    assert found(repeat_mode="Period", invoke_status="Scheduled") == [period]
    assert found(timed=True) == [reboot, period]
    assistant.stop(reboot)
    assert found(timed=True) == [period]
    assert found(timed=False) == [reboot, once]


def test_a_dry_run(assistant: Assistant) -> None:
    """Is refused with the code of success; not where no agent answers."""
    for instance, code in (("i-1", "DryRunOperation"), ("i-off", "InvalidInstance.NotMatch")):
        assistant.create("i-off")
        with pytest.raises(ApiError) as caught:
            assistant.begin(instance, repeat_mode="DryRun")
        assert caught.value.code == code
    assert not assistant.state.invocations
