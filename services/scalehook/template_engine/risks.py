"""Calls that cannot be undone: somebody has to agree first, where the execution asks for that."""

import re

from scalehook.template_engine.actions import CallNeeded
from scalehook.template_engine.expressions import as_text
from scalehook.template_engine.state import Execution, TaskRun

RISKY = re.compile(r"Delete|Release|Stop|Reboot|Terminate|Remove|Replace|ReInit", re.IGNORECASE)
CALLS_ONCE = "acs::executeapi"  # others look at something
NORMAL = "normal"  # what a template says of a call that nobody has to agree to


def is_risky(api: str) -> bool:
    """Whether the operation destroys or interrupts something."""
    return RISKY.match(api) is not None


def asks_first(execution: Execution, run: TaskRun, needed: CallNeeded) -> bool:
    """Whether somebody has yet to agree to this call."""
    if run.confirmed or execution.started.safety_check != "ConfirmEveryHighRiskAction":
        return False
    said = as_text(run.properties.get("Risk") or "").lower()
    return run.action.lower() == CALLS_ONCE and said != NORMAL and is_risky(needed.api)
