"""Each statement that could matter, and whether it speaks of what is asked: for explanations."""

from collections.abc import Iterator

from scalehook.access_control.conditions import Conditions, Facts
from scalehook.access_control.evaluation import Attached, documents
from scalehook.access_control.policy_document import parse_policy
from scalehook.access_control.state import State
from scalehook.access_control.system_policies import NAMES
from scalehook.access_control.trust_document import Caller, parse_trust
from scalehook_contracts.access_control.refusals import Outcome, StatementLook
from scalehook_contracts.access_control.roles import RoleCreated


def look_at_policies(
    principal: str, action: str, resource: str, state: State, facts: Facts
) -> Iterator[StatementLook]:
    """At those of a user, its groups, or a role."""
    for attached, text in documents(principal, state):
        for number, statement in enumerate(parse_policy(text).Statement, 1):
            outcome = statement.outcome(action, resource, facts)
            yield StatementLook(
                policy_name=_policy_name(attached, state),
                policy_type=attached.kind,
                policy_version=_version(attached, state),
                attached_to=_called(attached.holder, state),
                number=number,
                sid=statement.Sid,
                effect=statement.Effect,
                outcome=outcome,
                unmet=_unmet(outcome, statement.Condition, facts),
            )


def look_at_session(
    text: str, holder: str, action: str, resource: str, facts: Facts
) -> Iterator[StatementLook]:
    """At the policy that credentials have of their own."""
    for number, statement in enumerate(parse_policy(text).Statement, 1):
        outcome = statement.outcome(action, resource, facts)
        yield StatementLook(
            policy_name="",
            policy_type="Session",
            attached_to=holder,
            number=number,
            sid=statement.Sid,
            effect=statement.Effect,
            outcome=outcome,
            unmet=_unmet(outcome, statement.Condition, facts),
        )


def look_at_trust(role: RoleCreated, caller: Caller, facts: Facts) -> Iterator[StatementLook]:
    """At the trust of a role that somebody wants to assume."""
    for number, statement in enumerate(parse_trust(role.assume_role_policy_document).Statement, 1):
        outcome = statement.outcome(caller, facts)
        yield StatementLook(
            policy_name="",
            policy_type="Trust",
            attached_to=f"role/{role.role_name}",
            number=number,
            sid=statement.Sid,
            effect=statement.Effect,
            outcome=outcome,
            unmet=_unmet(outcome, statement.Condition, facts),
        )


def _unmet(outcome: Outcome, conditions: Conditions, facts: Facts) -> list[str]:
    if outcome != "Condition":
        return []
    return [each.unmet(facts) for each in conditions if not each.holds(facts)]


def _policy_name(attached: Attached, state: State) -> str:
    if attached.kind == "System":
        return NAMES[attached.name]
    return str(state.policies[attached.name].policy_name)


def _version(attached: Attached, state: State) -> str:
    return "v1" if attached.kind == "System" else str(state.versions[attached.name].default)


def _called(holder: str, state: State) -> str:
    """With its letters as they were given."""
    kind, _, name = holder.partition("/")
    if kind == "user" and name in state.users:
        return f"user/{state.users[name].user_name}"
    if kind == "group" and name in state.groups:
        return f"group/{state.groups[name].group_name}"
    if kind == "role" and name in state.roles:
        return f"role/{state.roles[name].role_name}"
    return holder
