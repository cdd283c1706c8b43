"""What names stand for in an execution."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scalehook.kit import Settings
from scalehook.kit.clock.moments import iso_seconds
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import Document
from scalehook.template_engine.expressions import LOOP_ITEM, ExpressionFailed, Scope, lowered, resolve
from scalehook.template_engine.state import Execution, TaskRun

OOS_UTIL_VERSION = "1.0.0"  # of a program for instances, which nobody can download here
NO_ITEM: Any = object()  # null is an item, too


def built_in(execution_id: str, user: str, now: datetime, settings: Settings) -> dict[str, Any]:
    """The names that every template knows, in lower case."""
    return {
        "acs::executionid": execution_id,
        "acs::regionid": settings.region,
        "acs::accountid": settings.account_id,
        "acs::executeuser": user,
        "acs::currentutctime": iso_seconds(now),
        "acs::currentdate": now.date().isoformat(),
        "acs::oosutilversion": OOS_UTIL_VERSION,
    }


def scope_of(
    execution: Execution,
    now: datetime,
    settings: Settings,
    allowance: Allowance,
    *,
    item: Any = NO_ITEM,
    absent: bool = False,
    document: Document | None = None,
) -> Scope:
    """Parameters, outputs of the tasks that have run, built-in names, the loop's item."""
    latest = execution.latest()
    allowance.spend(len(latest))
    started = execution.started
    names = built_in(started.execution_id, started.executed_by, now, settings)
    names |= lowered(started.parameters)
    if item is not NO_ITEM:
        names[LOOP_ITEM] = item
    outputs: Mapping[str, Mapping[str, Any]] = {
        name: {**lowered(run.outputs), **run.selected} for name, run in latest.items()
    }
    skipped = {name for name, run in latest.items() if _left_nothing(run, absent)}
    if document is None:
        return Scope(names, outputs, absent, skipped, allowance)
    names |= _lent(execution, document, allowance)
    return Scope(
        names,
        outputs,
        absent,
        skipped,
        allowance,
        document.conditions,
        execution.borrowed,
        execution.refusals,
    )


def _left_nothing(run: TaskRun, absent: bool) -> bool:
    return run.status == "Skipped" or (absent and run.status != "Success")


def _lent(execution: Execution, document: Document, allowance: Allowance) -> dict[str, Any]:
    """Parameters that have their default, where that is in the Parameter Store. What a caller gives is
    never looked up there.
    """
    parameters, found = execution.started.parameters, dict[str, Any]()
    for name, node in document.parameters.items():
        if node.is_stored and parameters.get(name) == node.default:
            lent = Scope(
                {}, allowance=allowance, borrowed=execution.borrowed, refusals=execution.refusals
            )
            try:
                found[name.lower()] = resolve(node.default, lent)
            except ExpressionFailed:
                continue  # whoever needs it fails, and is told why
    return found
