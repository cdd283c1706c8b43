"""What a call of Cloud Assistant costs does not depend on how much there is, or was."""

from collections.abc import Callable
from functools import cache

import pytest
from pydantic import TypeAdapter

from scalehook.script_runner.service import SERVICE
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.base import Event, Message
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
)
from scalehook_contracts.script_runner.commands import CommandInvoked, RunCommand
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFault,
)
from scalehook_contracts.script_runner.invocations import DescribeInvocationResults, DescribeInvocations
from scalehook_contracts.script_runner.roots import RecordRootRemoved
from scalehook_contracts.script_runner.runs import (
    RecordScriptResult,
    RunScript,
    ScriptEnded,
    ScriptStarted,
    TimeOutScript,
)
from support.growth import FEW, MANY, TIMES, steps_of_second
from support.weight import objects, written

AT = 1_767_225_600.0  # when a rehearsal begins
REGION = "cn-hangzhou"


def created(name: str) -> InstanceCreated:
    return InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=AT)


def command(*instances: str, number: int = 0) -> RunCommand:
    return RunCommand(
        region_id=REGION,
        type="RunShellScript",
        command_content="true",
        instance_ids=list(instances),
        name=f"n{number}",
        client_token=f"token-{number}",
    )


def ended(number: int, name: str) -> ScriptEnded:
    return ScriptEnded(
        invoke_id=f"t-{number}", instance_id=name, invocation_status="Success", exit_code=0, ended_at=AT
    )


@cache
def crowd(size: int) -> Rehearsal:
    """So many instances and invocations; every tenth is open, and `i-busy` has had all the others."""
    rehearsal = Rehearsal(SERVICE)
    apply: Callable[[Event], None] = rehearsal.machine.apply
    for name in ("i-busy", *(f"i-{number}" for number in range(size))):
        rehearsal.tell(created(name))
        rehearsal.tell(InstanceRunning(instance_id=name))
    for number in range(size):
        is_open = number % 10 == 0
        name = f"i-{number}" if is_open else "i-busy"
        apply(
            CommandInvoked(
                invoke_id=f"t-{number}",
                command_id=f"c-{number}",
                request=command(name, number=number),
                invoked_at=AT,
            )
        )
        apply(ScriptStarted(invoke_id=f"t-{number}", instance_id=name, started_at=AT))
        if not is_open:
            apply(ended(number, name))
    return rehearsal


def describe(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeInvocations.model_validate({"region_id": REGION, **more})


def results(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeInvocationResults.model_validate({"region_id": REGION, **more})


CALLS: dict[str, Callable[[int], Message]] = {
    "an instance is created": lambda n: created(f"i-new-{n}"),
    "an instance runs": lambda n: InstanceRunning(instance_id=f"i-{10 * n + 1}"),
    "an instance is released": lambda n: InstanceReleased(instance_id=f"i-{10 * n + 20}"),
    "an instance stops": lambda n: InstanceStopBegun(instance_ids=[f"i-{10 * n + 51}"], settles_at=AT),
    "an instance reboots": lambda n: InstanceStartBegun(
        instance_ids=[f"i-{10 * n + 71}"], started_at=AT, settles_at=AT
    ),
    "a command runs": lambda n: command("i-busy", number=-1 - n),
    "a command runs again": lambda n: command("i-busy", number=1),
    "a script ends": lambda n: RecordScriptResult(
        invoke_id=f"t-{10 * n + 40}", instance_id=f"i-{10 * n + 40}", exit_code=0
    ),
    "a script's time is up": lambda n: TimeOutScript(
        invoke_id=f"t-{10 * n + 60}", instance_id=f"i-{10 * n + 60}"
    ),
    "a fault is added": lambda n: AddScriptFault(
        fault=ScriptFault(fault_id=f"fault-{n}", kind="hang_script", contains="nothing has it")
    ),
    "faults are counted": lambda n: DescribeScriptFaults(),
    "faults are removed": lambda n: RemoveScriptFaults(),
    "a root is removed": lambda n: RecordRootRemoved(instance_id="i-gone"),
    "the newest invocations": describe(),
    "one invocation": describe(invoke_id="t-1"),
    "the invocation of a command": describe(command_id="c-1"),
    "the invocations of a name": describe(command_name="n1"),
    "open invocations": describe(invoke_status="Running"),
    "ended invocations": describe(invoke_status="Finished"),
    "the invocations of an instance": describe(instance_id="i-90"),
    "the invocations of a busy instance": describe(instance_id="i-busy"),
    "no invocation": describe(invoke_status="Stopped"),
    "the newest results": results(),
    "the result of an invocation": results(invoke_id="t-1"),
    "the results on an instance": results(instance_id="i-busy"),
    "ended results": results(invoke_record_status="Finished"),
    "the open results of an instance": results(instance_id="i-90", invoke_record_status="Running"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_costs_the_same_in_a_crowd(name: str) -> None:
    """A hundred times as much of everything, at most half as much again."""
    few, many = (steps_of_second(crowd(size), CALLS[name]) for size in (FEW, MANY))
    assert many <= TIMES * few


def test_every_handler_is_measured() -> None:
    """None is left out."""
    assert {type(call(0)) for call in CALLS.values()} == set(crowd(FEW).machine.handlers)


def test_a_state_that_is_loaded_finds_the_same() -> None:
    """In the same order; it knows what is open, and what ended first."""
    rehearsal, adapter = crowd.__wrapped__(FEW), TypeAdapter(State)
    kept = rehearsal.state
    loaded = adapter.validate_json(adapter.dump_json(kept))
    assert loaded == kept
    assert [e.at for e in loaded.archive.ended] == [e.at for e in kept.archive.ended]
    assert {e.id for e in loaded.archive.ended} == {e.id for e in kept.archive.ended}
    queries = [describe(), describe(invoke_status="Finished"), describe(instance_id="i-busy"), results()]
    queries += [results(invoke_record_status="Running"), results(instance_id="i-busy")]
    answers = [rehearsal.ask(query(0)) for query in queries]
    other = Rehearsal(SERVICE)
    other.machine.state = loaded
    assert [other.ask(query(0)) for query in queries] == answers
    other.tell(InstanceReleased(instance_id="i-80"))
    assert loaded.invocations["t-80"].ended_at is not None


def run_scripts(times: int) -> Rehearsal:
    """One after the other on one instance, a minute each."""
    rehearsal = Rehearsal(SERVICE, Settings(history_most=10))
    rehearsal.tell(created("i-1"))
    rehearsal.tell(InstanceRunning(instance_id="i-1"))
    for number in range(times):
        invoke_id = rehearsal.ask(command("i-1", number=10_000 + number)).invoke_id
        rehearsal.advance(30)
        outcome = RecordScriptResult(invoke_id=invoke_id, instance_id="i-1", exit_code=0)
        rehearsal.settle(f"run/{invoke_id}/i-1", outcome)
        rehearsal.advance(30)
    return rehearsal


def test_what_is_over_takes_no_room() -> None:
    """Nine times as many scripts leave as many objects, and as large a snapshot."""
    short, long = run_scripts(100), run_scripts(900)
    assert objects(long.state) == objects(short.state)
    assert written(long.state) == written(short.state)
    assert [len(short.machine.timers), len(short.machine.intents)] == [0, 0]
    assert long.ask(DescribeInvocations(region_id=REGION)).total_count == 10


def test_history_is_not_shown_and_then_forgotten() -> None:
    """After two weeks an invocation is not found; the next that ends forgets it, and its token."""
    rehearsal = run_scripts(1)
    [old] = rehearsal.state.invocations
    rehearsal.advance(14 * 86_400 + 1)
    for query in (describe(), describe(invoke_id=old), describe(instance_id="i-1")):
        page = rehearsal.ask(query(0))
        assert (page.total_count, page.invocations) == (0, [])
    shown = rehearsal.ask(results()(0)).invocation
    assert (shown.total_count, shown.invocation_results) == (0, [])
    new = rehearsal.ask(command("i-1", number=10_000)).invoke_id
    assert new != old
    assert [page.invoke_id for page in rehearsal.ask(describe()(0)).invocations] == [new]
    assert set(rehearsal.state.invocations) == {old, new}
    rehearsal.play(RecordScriptResult(invoke_id=new, instance_id="i-1", exit_code=0))
    assert set(rehearsal.state.invocations) == {new}
    assert rehearsal.ask(command("i-1", number=10_000)).invoke_id == new
    before = rehearsal.state
    rehearsal.restart()
    assert rehearsal.state == before
    assert [type(intent) for _, intent in rehearsal.begun] == [RunScript, RunScript]
