"""What names stand for in an execution."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from scalehook.kit import Settings
from scalehook.kit.clock.moments import iso_seconds
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.expressions import LOOP_ITEM, Scope, lowered
from scalehook.template_engine.state import Execution

NO_ITEM: Any = object()  # null is an item, too


def built_in(execution_id: str, user: str, now: datetime, settings: Settings) -> dict[str, Any]:
    """The names that every template knows, in lower case."""
    return {
        "acs::executionid": execution_id,
        "acs::regionid": settings.region,
        "acs::accountid": settings.account_id,
        "acs::executeuser": user,
        "acs::currentutctime": iso_seconds(now),
        "acs::currentdate": now.strftime("%Y-%m-%d"),
    }


def scope_of(
    execution: Execution,
    now: datetime,
    settings: Settings,
    allowance: Allowance,
    *,
    item: Any = NO_ITEM,
    absent: bool = False,
    conditions: Mapping[str, Any] = MappingProxyType({}),
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
    skipped = {name for name, run in latest.items() if run.status == "Skipped"}
    return Scope(names, outputs, absent, skipped, allowance, conditions)
