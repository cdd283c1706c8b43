"""The evaluation in full: which policies had to allow something, and what their statements say."""

from dataclasses import dataclass

from scalehook.access_control.conditions import Facts
from scalehook.access_control.looking import look_at_policies, look_at_session, look_at_trust
from scalehook.access_control.state import State
from scalehook.access_control.trust_document import Caller
from scalehook_contracts.access_control.refusals import Scope, StatementLook
from scalehook_contracts.access_control.roles import RoleCreated

WHOSE: dict[Scope, str] = {
    "AccountLevelIdentityBasedPolicy": "no policy of {holder} allows it",
    "SessionPolicy": "the session's own policy does not allow it",
    "AssumeRolePolicy": "the trust of {holder} does not name the caller",
}


@dataclass(frozen=True)
class Judgement:
    """What the policies of one scope say. `holder` is whose they are."""

    scope: Scope
    holder: str
    looks: tuple[StatementLook, ...]

    @property
    def denying(self) -> list[StatementLook]:
        """Statements that forbid it."""
        return [look for look in self.looks if look.outcome == "Speaks" and look.effect == "Deny"]

    @property
    def allowing(self) -> list[StatementLook]:
        """Statements that would do."""
        return [look for look in self.looks if look.outcome == "Speaks" and look.effect == "Allow"]

    @property
    def only_denied(self) -> bool:
        """Whether a Deny is all that stands in the way."""
        return bool(self.denying and self.allowing)

    @property
    def allowed(self) -> bool:
        """An Allow, and no Deny."""
        return bool(self.allowing) and not self.denying

    @property
    def reason(self) -> str:
        """In a sentence without a full stop."""
        if self.denying:
            return f"denied by {' and by '.join(map(named, self.denying))}"
        if self.allowing:
            return f"allowed by {named(self.allowing[0])}"
        said = WHOSE[self.scope].format(holder=self.holder or "the caller")
        almost = [each for each in self.looks if each.unmet and each.effect == "Allow"]
        return f"{said}: {'; '.join(map(_but, almost))}" if almost else said


def judge(
    principal: str, session_policy: str, action: str, resource: str, state: State, facts: Facts
) -> Judgement:
    """Of the principal's policies; where they allow it, of the session's own if it has one."""
    looks = tuple(look_at_policies(principal, action, resource, state, facts))
    own = Judgement("AccountLevelIdentityBasedPolicy", whose(principal), looks)
    if not session_policy or not own.allowed:
        return own
    session = tuple(look_at_session(session_policy, own.holder, action, resource, facts))
    return Judgement("SessionPolicy", own.holder, session)


def judge_trust(role: RoleCreated, caller: Caller, facts: Facts) -> Judgement:
    """Of a role's trust alone."""
    looks = tuple(look_at_trust(role, caller, facts))
    return Judgement("AssumeRolePolicy", f"role/{role.role_name}", looks)


def whose(principal: str) -> str:
    """`user/alice`, `role/Worker`, as it is written; a service by its name."""
    kind, _, rest = principal.rpartition(":")[2].partition("/")
    return f"{kind.removeprefix('assumed-')}/{rest.partition('/')[0]}" if rest else kind


def named(look: StatementLook) -> str:
    """`statement 2 (Sid) of policy p (v1), attached to group/staff`."""
    sid = f" ({look.sid})" if look.sid else ""
    if look.policy_type == "Trust":
        where = f"the trust of {look.attached_to}"
    elif look.policy_type == "Session":
        where = "the session's own policy"
    else:
        where = f"policy {look.policy_name} ({look.policy_version}), attached to {look.attached_to}"
    return f"statement {look.number}{sid} of {where}"


def _but(look: StatementLook) -> str:
    return f"{named(look)}, would, but for {' and '.join(look.unmet)}"
