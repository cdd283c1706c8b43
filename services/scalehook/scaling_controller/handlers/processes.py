"""Processes of scaling groups, suspended and resumed."""

from scalehook.kit import Work
from scalehook.scaling_controller import aftermath, client_tokens
from scalehook.scaling_controller.lookups import changeable, check_region, group_of, required
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.processes import (
    Process,
    ProcessesResumed,
    ProcessesSuspended,
    ResumeProcesses,
    SuspendProcesses,
)


def suspend_processes(command: SuspendProcesses, work: Work[State, Settings]) -> Done:
    """They stand still, until they are resumed; activities that run go on."""
    group, processes = _subject(command, work)
    if client_tokens.earlier_answer(command, command.client_token, work) is not None:
        return Done()
    work.record(ProcessesSuspended(scaling_group_id=group.group_id, processes=processes, at=_now(work)))
    client_tokens.remember(command, command.client_token, "", work)
    return Done()


def resume_processes(command: ResumeProcesses, work: Work[State, Settings]) -> Done:
    """They go on, and what they would have done meanwhile is done."""
    group, processes = _subject(command, work)
    if client_tokens.earlier_answer(command, command.client_token, work) is not None:
        return Done()
    work.record(ProcessesResumed(scaling_group_id=group.group_id, processes=processes, at=_now(work)))
    client_tokens.remember(command, command.client_token, "", work)
    aftermath.go_on(group, work)
    return Done()


def _subject(
    command: SuspendProcesses | ResumeProcesses, work: Work[State, Settings]
) -> tuple[Group, list[Process]]:
    check_region(command.region_id, work)
    required("Processes", command.processes)
    group = changeable(group_of(command.scaling_group_id, work.state))
    return group, sorted(set(command.processes))


def _now(work: Work[State, Settings]) -> float:
    return work.now.timestamp()
