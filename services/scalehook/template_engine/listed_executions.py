"""Executions as ListExecutions asks for them, one after the other: a page of them costs the page."""

from collections.abc import Iterator
from itertools import chain
from typing import get_args

from scalehook.kit import Work
from scalehook.kit.chronicle import Mark
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import hidden, is_history
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Archive, Execution, State
from scalehook.template_engine.state.archive import OPEN
from scalehook.template_engine.wanted_executions import Wanted
from scalehook_contracts.template_engine.base import ExecutionStatus
from scalehook_contracts.template_engine.executions import ListExecutions

STATUSES = sorted(get_args(ExecutionStatus))


def shown(execution_id: str, work: Work[State, Settings]) -> Execution | None:
    """The execution with this id, unless it was over too long ago."""
    execution = work.state.executions.get(execution_id)
    if execution is None or execution.ended_at is None:
        return execution
    too_old = is_history(moment(execution.ended_at), work.now, work.settings)
    return None if too_old else execution


def listed_executions(command: ListExecutions, work: Work[State, Settings]) -> Iterator[Execution]:
    """In the order that is asked for."""
    wanted, archive = Wanted.by(command, work.settings.account_id), work.state.archive
    if command.execution_id:
        only = shown(command.execution_id, work)
        fits = only is not None and archive.executions.has(
            command.execution_id, _marks(command, archive)
        )
        return iter([only] if only is not None and fits and wanted.fits(only, work.state) else [])
    gone = hidden(archive.ended, work.now, work.settings)
    return (
        execution
        for execution in _sorted(command, _marks(command, archive), work.state)
        if execution.execution_id not in gone and wanted.fits(execution, work.state)
    )


def _marks(command: ListExecutions, archive: Archive) -> list[Mark]:
    """What they must have: children are listed only when asked for, by a level or by an id."""
    marks: list[Mark] = [
        (name, value)
        for name, value in (
            ("Status", command.status),
            ("RamRole", command.ram_role),
            ("Mode", command.mode),
        )
        if value
    ]
    named = command.execution_id and not command.depth
    several_levels = named or command.include_child_execution or command.depth == "FirstChildDepth"
    if command.parent_execution_id or not several_levels:
        marks.append(("ParentExecutionId", command.parent_execution_id))
    names = [name for name in archive.template_names if command.template_name in name]
    if command.template_name and len(names) < 2:
        marks.append(("TemplateName", *names))
    return marks


def _sorted(command: ListExecutions, marks: list[Mark], state: State) -> Iterator[Execution]:
    down, find = command.sort_order == "Descending", state.archive.executions.find
    if command.sort_field == "EndDate":
        running, ended = find([*marks, OPEN]), _by_end(marks, state, down)
        return chain(ended, reversed(running)) if down else chain(running, ended)
    parts = [find(marks)]
    if command.sort_field == "Status":
        parts = [find([*marks, ("Status", status)]) for status in STATUSES]
    return chain.from_iterable(map(reversed, reversed(parts)) if down else parts)


def _by_end(marks: list[Mark], state: State, down: bool) -> Iterator[Execution]:
    ended = state.archive.ended
    ids = (ended.id for ended in (reversed(ended) if down else ended))
    return (state.executions[i] for i in ids if state.archive.executions.has(i, marks))
