"""Who was refused what, and why; and the same of what nobody has asked for yet."""

from scalehook.access_control.explaining import explained
from scalehook.access_control.facts import role_of_session
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook_contracts.access_control.refusals import (
    ExplainAccess,
    Explanation,
    ListRefusals,
    RefusalList,
)


def list_refusals(command: ListRefusals, work: Work[State, Settings]) -> RefusalList:
    """The latest first."""
    found = [
        each
        for each in reversed(work.state.refusals.values())
        if command.request_id in ("", each.request_id) and _is_of(command.principal, each.principal)
    ]
    return RefusalList(refusals=found[: command.most])


def explain_access(command: ExplainAccess, work: Work[State, Settings]) -> Explanation:
    """As the policies are now."""
    return explained(command, work)


def _is_of(wanted: str, principal: str) -> bool:
    """An ARN, or `user/<name>`, `role/<name>`: its sessions are the role's."""
    if not wanted:
        return True
    names = {principal.lower(), role_of_session(principal).lower()}
    return wanted.lower() in names | {name.rpartition(":")[2] for name in names}
