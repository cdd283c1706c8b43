"""Whether a principal may do something."""

from collections.abc import Callable, Iterator

from scalehook.access_control.conditions import Facts
from scalehook.access_control.policy_document import LONGEST_RESOURCE, Ruling, Verdict, ruling
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
    holder = _holder(principal)
    yield from _attached(holder, state)
    kind, _, name = holder.partition("/")
    if kind == "user":
        for group in state.joined.get(name, ()):
            yield from _attached(f"group/{group}", state)


def _attached(holder: str, state: State) -> Iterator[str]:
    for attached in state.attached.get(holder, ()):
        kind, _, name = attached.partition("/")
        if kind == "System":
            yield SYSTEM_POLICIES[name]
        elif name in state.versions:
            yield state.versions[name].document


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
    verdicts = {_verdict(judge(text, action, resource), facts) for text in texts}
    return "Deny" not in verdicts and "Allow" in verdicts


def _verdict(found: Ruling, facts: Asked) -> Verdict:
    return found.verdict(facts()) if found.conditional else found.firm
