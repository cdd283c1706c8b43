"""Whether a principal may do something."""

from collections.abc import Callable, Iterator

from scalehook.access_control.conditions import Facts
from scalehook.access_control.policy_document import LONGEST_RESOURCE, ruling
from scalehook.access_control.state import State
from scalehook.access_control.system_policies import SYSTEM_POLICIES
from scalehook_contracts.arn import Arn

Asked = Callable[[], Facts]  # for conditions alone: most policies have none


def allowed(
    principal: str, session_policy: str, action: str, resource: str, state: State, facts: Asked
) -> bool:
    """Any Deny: no. Else an Allow is needed, from the session's own policy too if it has one."""
    if not _allows(documents(principal, state), action, resource, facts):
        return False
    return not session_policy or _allows([session_policy], action, resource, facts)


def documents(principal: str, state: State) -> Iterator[str]:
    """The documents of the policies that are attached to a user, the user's groups, or a role."""
    for attached in _attached(_holder(principal), state):
        kind, _, name = attached.partition("/")
        if kind == "System":
            yield SYSTEM_POLICIES[name]
        elif name in state.versions:
            yield state.versions[name].document


def _attached(holder: str, state: State) -> list[str]:
    own = state.attached.get(holder, [])
    groups = state.joined.get(holder[len("user/") :]) if holder.startswith("user/") else None
    if not groups:
        return own
    return own + [each for group in groups for each in state.attached.get(f"group/{group}", ())]


def _holder(principal: str) -> str:
    """`role/oosservicerole` of `acs:ram::1:assumed-role/OOSServiceRole/session`, `user/u` of a user;
    empty of what is no ARN: nobody has policies.
    """
    try:
        kind, *rest = Arn.parse(principal).relative_id.lower().split("/")
    except ValueError:
        return ""
    return f"{'role' if kind == 'assumed-role' else kind}/{rest[0] if rest else ''}"


def _allows(texts: Iterator[str] | list[str], action: str, resource: str, facts: Asked) -> bool:
    judge = ruling if len(resource) <= LONGEST_RESOURCE else ruling.__wrapped__
    found = [judge(text, action, resource) for text in texts]
    verdicts = {each.verdict(facts()) if each.conditional else each.firm for each in found}
    return "Deny" not in verdicts and "Allow" in verdicts
