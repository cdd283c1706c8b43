"""Walks through the evaluation of what somebody may want to do."""

from scalehook.access_control.facts import facts_of, is_service, role_of_session
from scalehook.access_control.judging import Judgement, judge, judge_trust
from scalehook.access_control.least import least_statement, least_trust
from scalehook.access_control.lookups import arn, role_of, user_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.access_control.trust_document import ASSUMING, Caller
from scalehook.kit import ROOT, Work
from scalehook_contracts.access_control.refusals import ExplainAccess, Explanation
from scalehook_contracts.access_control.roles import RoleCreated
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.ram import NoSuchPrincipal

SESSION = "session"  # of whoever is meant by a role's name


def explained(command: ExplainAccess, work: Work[State, Settings]) -> Explanation:
    """What the evaluation says, and by which statements. Who assumes a role needs its trust, too."""
    principal = _principal(command.principal, work)
    facts = command.facts | facts_of(principal, work.now)
    asked = command.model_copy(update={"principal": principal, "facts": facts})
    role = _assumed(asked, work.state)
    if principal == ROOT:
        return _answer(asked, None, "the account itself may do everything, but assume no role")
    if is_service(principal):
        if role is None:
            return _answer(asked, None, "a service has no policies: it may assume roles that trust it")
        return _told(asked, judge_trust(role, Caller(service=principal), facts))
    own = judge(principal, command.session_policy, command.action, command.resource, work.state, facts)
    if role is None or not own.allowed:
        return _told(asked, own)
    return _told(asked, judge_trust(role, caller_of(principal, work), facts), own)


def caller_of(principal: str, work: Work[State, Settings]) -> Caller:
    """All names that a trust may have for somebody: its own, the role's of a session, the account's."""
    return Caller.of(principal, arn("root", work), role_of_session(principal))


def _told(asked: ExplainAccess, found: Judgement, own: Judgement | None = None) -> Explanation:
    before = [] if own is None else list(own.looks)
    if found.allowed or found.only_denied:
        statement = ""
    elif found.scope == "AssumeRolePolicy":
        statement = trust_of(asked.principal)
    else:
        statement = least_statement(asked.action, [asked.resource], asked.facts)
    return _answer(
        asked,
        found,
        found.reason,
        statement=statement,
        scope=found.scope,
        looks=[*before, *found.looks],
    )


def trust_of(principal: str) -> str:
    """What a role's trust would have to say."""
    return least_trust(role_of_session(principal), is_service(principal))


def _answer(asked: ExplainAccess, found: Judgement | None, reason: str, **more: object) -> Explanation:
    fields = asked.model_dump(include={"principal", "action", "resource", "facts"})
    allowed = asked.principal == ROOT if found is None else found.allowed
    return Explanation.model_validate({**fields, "allowed": allowed, "reason": reason, **more})


def _principal(name: str, work: Work[State, Settings]) -> str:
    """An ARN of `user/<name>` or `role/<name>`; NoSuchPrincipal when there is none."""
    if name == ROOT or is_service(name):
        return name
    relative = name.rpartition(":")[2]
    kind, _, rest = relative.removeprefix("assumed-").partition("/")
    role_name, _, session = rest.partition("/")
    if kind == "user" and rest.lower() in work.state.users:
        return arn(f"user/{user_of(rest, work.state).user_name}", work)
    if kind == "role" and role_name.lower() in work.state.roles:
        found = role_of(role_name, work).role_name
        return arn(f"assumed-role/{found}/{session or SESSION}", work)
    raise NoSuchPrincipal(name=name)


def _assumed(asked: ExplainAccess, state: State) -> RoleCreated | None:
    """The role that is to be assumed, if it is that."""
    if asked.action.lower() != ASSUMING:
        return None
    try:
        name = Arn.parse(asked.resource).name
    except ValueError:
        return None
    return state.roles.get(name.lower())
