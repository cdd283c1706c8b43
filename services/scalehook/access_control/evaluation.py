"""Whether a principal may do something."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scalehook.access_control.conditions import Facts
from scalehook.access_control.policy_document import LONGEST_RESOURCE, ruling
from scalehook.access_control.state import State
from scalehook.access_control.system_policies import SYSTEM_POLICIES
from scalehook_contracts.arn import Arn

Asked = Callable[[], Facts]  # for conditions alone: most policies have none


class Attached(NamedTuple):
    """A policy, and to whom it is attached: `user/alice`, `group/staff`, `role/worker`."""

    holder: str
    kind: str  # Custom, System
    name: str  # in lower case


def allowed(
    principal: str, session_policy: str, action: str, resource: str, state: State, facts: Asked
) -> bool:
    """Any Deny: no. Else an Allow is needed, from the session's own policy too if it has one."""
    texts = (document for _, document in documents(principal, state))
    if not _allows(texts, action, resource, facts):
        return False
    return not session_policy or _allows([session_policy], action, resource, facts)


def documents(principal: str, state: State) -> Iterator[tuple[Attached, str]]:
    """The policies that are attached to a user, the user's groups, or a role, with their documents."""
    for attached in _attached(holder_of(principal), state):
        if attached.kind == "System":
            yield attached, SYSTEM_POLICIES[attached.name]
        elif attached.name in state.versions:
            yield attached, state.versions[attached.name].document


def holder_of(principal: str) -> str:
    """`role/oosservicerole` of `acs:ram::1:assumed-role/OOSServiceRole/session`, `user/u` of a user;
    empty of what is no ARN: nobody has policies.
    """
    try:
        kind, *rest = Arn.parse(principal).relative_id.lower().split("/")
    except ValueError:
        return ""
    return f"{'role' if kind == 'assumed-role' else kind}/{rest[0] if rest else ''}"


def _attached(holder: str, state: State) -> Iterator[Attached]:
    holders = [holder]
    if holder.startswith("user/"):
        holders += [f"group/{group}" for group in state.joined.get(holder[len("user/") :], ())]
    for each in holders:
        for policy in state.attached.get(each, ()):
            kind, _, name = policy.partition("/")
            yield Attached(each, kind, name)


def _allows(texts: Iterator[str] | list[str], action: str, resource: str, facts: Asked) -> bool:
    judge = ruling if len(resource) <= LONGEST_RESOURCE else ruling.__wrapped__
    found = [judge(text, action, resource) for text in texts]
    verdicts = {each.verdict(facts()) if each.conditional else each.firm for each in found}
    return "Deny" not in verdicts and "Allow" in verdicts
