"""ACS::Pause: somebody must say that it goes on."""

from scalehook.template_engine.actions.action import Outcome, Rejected, Succeeded, Wait
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.notices import NotifyType


def begin(run: TaskRun) -> Outcome:
    """Wait for them."""
    return Wait()


def notice(run: TaskRun, kind: NotifyType) -> Outcome:
    """Whatever lets it go on, does."""
    if kind in ("Approve", "ExecuteTask"):
        return Succeeded({})
    return Rejected(f"{run.name} was cancelled")
