"""What the other services ask."""

from scalehook.access_control.evaluation import allowed
from scalehook.access_control.facts import facts_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import ROOT, Work
from scalehook_contracts.access_control.access import CheckAccess
from scalehook_contracts.base import Done
from scalehook_contracts.errors.ram import NoPermission


def check_access(command: CheckAccess, work: Work[State, Settings]) -> Done:
    """Policies are read now: what was detached a moment ago helps no more."""
    if command.principal == ROOT:
        return Done()

    def facts() -> dict[str, str]:
        return command.facts | facts_of(command.principal, work.now)

    for resource in command.resources:
        if not allowed(
            command.principal, command.session_policy, command.action, resource, work.state, facts
        ):
            raise NoPermission()
    return Done()
