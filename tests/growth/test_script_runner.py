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
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instances import (
    InstanceChanged,
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceTagged,
)
from scalehook_contracts.fleet.reports import InstancesReported
from scalehook_contracts.script_runner.agents import DescribeCloudAssistantStatus
from scalehook_contracts.script_runner.base import AssistantTag
from scalehook_contracts.script_runner.commands import CommandInvoked, RunCommand
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFault,
)
from scalehook_contracts.script_runner.files import (
    DescribeSendFileResults,
    FileArrived,
    FileSent,
    RecordFile,
    SendFile,
    TimeOutFile,
)
from scalehook_contracts.script_runner.invocations import DescribeInvocationResults, DescribeInvocations
from scalehook_contracts.script_runner.invoking import InvokeCommand, StopInvocation
from scalehook_contracts.script_runner.kept_commands import (
    CommandKept,
    CreateCommand,
    DeleteCommand,
    DescribeCommands,
    ModifyCommand,
)
from scalehook_contracts.script_runner.owners import FindCommandTags
from scalehook_contracts.script_runner.roots import RecordRootRemoved
from scalehook_contracts.script_runner.runs import (
    RecordDelivery,
    RecordLastWords,
    RecordScriptOutput,
    RecordScriptResult,
    RecordTimeZone,
    RepeatScript,
    RunScript,
    ScriptCutShort,
    ScriptEnded,
    ScriptScheduled,
    ScriptStarted,
    TimeOutScript,
)
from scalehook_contracts.script_runner.stored_names import FindStoredNames
from support.assistant import attentive
from support.growth import FEW, MANY, TIMES, check, costs, lines_of_second, play
from support.weight import objects, written

AT = 1_767_225_600.0  # when a rehearsal begins
REGION = "cn-hangzhou"


def created(name: str) -> InstanceCreated:
    return InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=AT)


def command(*instances: str, number: int = 0, **more: object) -> RunCommand:
    given = {
        "region_id": REGION,
        "type": "RunShellScript",
        "command_content": "true",
        "instance_ids": list(instances),
        "name": f"n{number}",
        "client_token": f"token-{number}",
        "tags": [AssistantTag(key="parity", value=str(number % 2))],
    }
    return RunCommand.model_validate({**given, **more})


def file(*instances: str, number: int = 0) -> SendFile:
    return SendFile(
        region_id=REGION,
        name=f"f{number}",
        target_dir="/opt",
        content="x",
        instance_ids=list(instances),
        client_token=f"token-{number}",
    )


def kept(number: int) -> CommandKept:
    return CommandKept(
        command_id=f"kept-{number}",
        name=f"n{number}",
        type="RunShellScript",
        content="dHJ1ZQ==",
        timeout=60,
        created_at=AT,
    )


def fill_with_others(apply: Callable[[Event], None], size: int) -> None:
    """Files, of which every tenth is under way; commands, as many as can be kept; and what comes again,
    with a past as long as that.
    """
    for number in range(min(size, 100)):
        apply(kept(number))
    for number in range(size):
        name = f"i-{number}"
        apply(FileSent(invoke_id=f"f-{number}", request=file(name, number=number), sent_at=AT))
        if number % 10:
            apply(FileArrived(invoke_id=f"f-{number}", instance_id=name, ended_at=AT))
    for number in range(20):  # the last of them were cut short
        name, ids = f"i-{10 * number + 3}", {"invoke_id": f"r-{number}"}
        request = command(name, number=-100 - number, frequency="rate(60s)", timeout=10)
        apply(CommandInvoked(**ids, command_id=f"kept-{number}", request=request, invoked_at=AT))
        apply(ScriptScheduled(**ids, instance_id=name))
        if number >= 16:
            cut_short = {**ids, "instance_id": name, "cut_at": AT}
            apply(ScriptStarted(**ids, instance_id=name, started_at=AT))
            apply(ScriptCutShort(**cut_short, invocation_status="Timeout"))
    ids = {"invoke_id": "r-0", "instance_id": "i-3"}
    for number in range(1, size):
        apply(ScriptStarted(**ids, started_at=AT, number=number))
        apply(ScriptEnded(**ids, invocation_status="Success", exit_code=0, ended_at=AT, again=True))


def ended(number: int, name: str) -> ScriptEnded:
    return ScriptEnded(
        invoke_id=f"t-{number}", instance_id=name, invocation_status="Success", exit_code=0, ended_at=AT
    )


@cache
def crowd(size: int) -> Rehearsal:
    """So many instances and invocations; every tenth is open, and `i-busy` has had all the others."""
    rehearsal = attentive()
    apply: Callable[[Event], None] = rehearsal.machine.apply
    for name in ("i-busy", *(f"i-{number}" for number in range(size))):
        play(rehearsal.machine, created(name))  # without a look at what is kept of it
        play(rehearsal.machine, InstanceRunning(instance_id=name))
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
    fill_with_others(apply, size)
    return rehearsal


def describe(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeInvocations.model_validate({"region_id": REGION, **more})


def results(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeInvocationResults.model_validate({"region_id": REGION, **more})


def kept_ones(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeCommands.model_validate({"region_id": REGION, **more})


def files(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeSendFileResults.model_validate({"region_id": REGION, **more})


def agents(**more: object) -> Callable[[int], Message]:
    return lambda n: DescribeCloudAssistantStatus.model_validate({"region_id": REGION, **more})


def on(place: int, kind: type[Message], prefix: str = "t", **more: object) -> Message:
    """About the run of an invocation on the instance of the same number."""
    ids = {"invoke_id": f"{prefix}-{place}", "instance_id": f"i-{place}"}
    return kind.model_validate({**ids, **more})


def again(place: int, kind: type[Message], **more: object) -> Message:
    """About what comes again."""
    ids = {"invoke_id": f"r-{place}", "instance_id": f"i-{10 * place + 3}"}
    return kind.model_validate({**ids, **more})


def about_commands() -> dict[str, Callable[[int], Message]]:
    """What is kept, invoked and stopped."""
    new = {"region_id": REGION, "name": "x", "type": "RunShellScript", "command_content": "dHJ1ZQ=="}
    here = {"region_id": REGION}
    return {
        "a command is kept": lambda n: CreateCommand.model_validate(new),
        "a command is changed": lambda n: ModifyCommand(**here, command_id=f"kept-{n + 50}", name="y"),
        "a command is deleted": lambda n: DeleteCommand(**here, command_id=f"kept-{n + 60}"),
        "a command is invoked": lambda n: InvokeCommand(
            **here, command_id="kept-1", instance_ids=["i-busy"]
        ),
        "a command is to come again": lambda n: command(
            "i-busy", number=-50 - n, frequency="rate(60s)", timeout=10
        ),
        "commands by a tag": describe(tags=[AssistantTag(key="parity", value="1")], max_results=10),
        "kept commands": kept_ones(),
        "tags of a command": lambda n: FindCommandTags(resources=["acs:ecs:r:1:command/kept-1"]),
        "a kept command": kept_ones(name="n1"),
        "a script is stopped": lambda n: StopInvocation(**here, invoke_id=f"t-{10 * n + 40}"),
        "what comes again is stopped": lambda n: StopInvocation(**here, invoke_id=f"r-{n + 5}"),
        "its time has come": lambda n: again(n + 8, RepeatScript),
        "its time has come once more": lambda n: again(0, RepeatScript),
        "its time zone is known": lambda n: again(n + 12, RecordTimeZone, time_zone="UTC"),
        "its history": results(invoke_id="r-0", include_history=True),
        "a script says something": lambda n: on(
            10 * n + 20, RecordScriptOutput, number=1, output="eA==", dropped=0
        ),
        "its last words": lambda n: again(n + 16, RecordLastWords, number=1),
        "its delivery": lambda n: again(n, RecordDelivery, number=1, uri="oss://b/o"),
        "what a command takes": lambda n: FindStoredNames(command_id="kept-1"),
        "agents": agents(),
        "an agent": agents(instance_ids=["i-busy"]),
    }


def about_files() -> dict[str, Callable[[int], Message]]:
    """Files, and what is said of instances."""
    return {
        "a file is sent": lambda n: file("i-busy", number=-1 - n),
        "a file arrives": lambda n: on(10 * n + 40, RecordFile, "f"),
        "a file does not arrive": lambda n: on(10 * n + 60, TimeOutFile, "f"),
        "files": files(),
        "files of a name": files(name="f1"),
        "files under way": files(invocation_status="Running"),
        "an instance is tagged": lambda n: InstanceTagged(
            instance_id=f"i-{n}", tags=[InstanceTag(key="k", value="v")]
        ),
        "an instance is renamed": lambda n: InstanceChanged(
            instance_id=f"i-{n}", attributes={"instance_name": "x"}
        ),
    }


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
    **about_commands(),
    **about_files(),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_costs_the_same_in_a_crowd(name: str) -> None:
    """A hundred times as much of everything, at most half as much again."""
    few, many = (lines_of_second(crowd(size), CALLS[name]) for size in (FEW, MANY))
    assert many <= TIMES * few


def test_a_report_costs_the_same_in_a_crowd() -> None:
    """A crowd has had its own: it heeds no other."""
    report = InstancesReported(reader=SERVICE.name, instances=[created("i-3")], whole=True)
    play(crowd(FEW).machine, report)
    check(*(costs(crowd(size).machine, report) for size in (FEW, MANY)))


def test_every_handler_is_measured() -> None:
    """None is left out."""
    called = {type(call(0)) for call in CALLS.values()}
    assert called | {InstancesReported} == set(crowd(FEW).machine.handlers)


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
    rehearsal = attentive(Settings(history_most=10))
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
