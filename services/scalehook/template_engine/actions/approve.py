"""ACS::Approve: enough people must agree. They are told by a web hook, where there is one."""

from scalehook.template_engine.actions import notify
from scalehook.template_engine.actions.action import Failed, Outcome, Rejected, Succeeded, Wait
from scalehook.template_engine.actions.values import listed
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.notices import NotifyType
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


def begin(run: TaskRun) -> Outcome:
    """Tell them, then wait."""
    if _needed(run) is None:
        return Failed("MinRequiredApprovals must be a number above 0")
    return notify.begin(run) if run.properties.get("NotifyType") else Wait()


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """They are told; or they cannot be, and nobody would ever agree."""
    told = notify.take(run, node, answer, allowance)
    return told if isinstance(told, Failed) else Wait()


def notice(run: TaskRun, kind: NotifyType) -> Outcome:
    """One who disagrees is enough to cancel the execution."""
    if kind in ("Reject", "CancelTask"):
        return Rejected(f"{run.name} was rejected")
    return Succeeded({}) if len(run.approvers) >= (_needed(run) or 1) else Wait()


def may_approve(run: TaskRun, caller: str) -> bool:
    """The account itself may, and the RAM users whom the template names; everybody where it names
    nobody. A role or a session of a user's name is not that user.
    """
    approvers = listed(run.properties.get("Approvers"))
    return not approvers or "/" not in caller or caller.partition(":user/")[2] in approvers


def _needed(run: TaskRun) -> int | None:
    wanted = str(run.properties.get("MinRequiredApprovals", 1))
    fits = wanted.isascii() and wanted.isdecimal() and 0 < len(wanted) < 4 and int(wanted)
    return int(wanted) if fits else None
