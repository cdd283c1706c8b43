"""Who was refused what, and why; and the same of what nobody has asked for yet."""

from typing import Literal

from scalehook_contracts.base import Caution, Command, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64

# which policies had to allow it: those of the principal, of its session, or a role's trust
Scope = Literal["AccountLevelIdentityBasedPolicy", "SessionPolicy", "AssumeRolePolicy"]
Outcome = Literal["Speaks", "OtherAction", "OtherResource", "OtherPrincipal", "Condition"]


class StatementLook(Part):
    """One statement, and whether it speaks of what was asked: if not, what is the first that differs.
    `unmet` are the conditions that do not hold, in words.
    """

    policy_name: str  # empty of a session's policy and of a trust
    policy_type: str  # Custom, System, Session, Trust
    policy_version: str = ""
    attached_to: str  # `user/alice`, `group/staff`, `role/Worker`
    number: Int64  # from 1
    sid: str = ""
    effect: Literal["Allow", "Deny"]
    outcome: Outcome
    unmet: list[str] = Fresh(list)


class AccessRefused(Caution):
    """Somebody was refused something. `statement` is the smallest one that would have allowed it, as
    JSON: in a policy of the principal or its session, or in the role's trust, as `scope` says. Where
    `explicit`, statements deny it (`denied_by`), and no other helps before they are changed; it is empty
    where nothing else lacks.
    """

    refusal_id: str
    request_id: str
    refused_at: float  # Unix seconds, virtual
    principal: str
    principal_name: str  # `<user id>`, `<role>:<session>`
    action: str
    resources: list[str]  # those that were refused
    operation: str = ""
    reason: str
    statement: str
    scope: Scope
    explicit: bool
    denied_by: list[StatementLook] = Fresh(list)
    facts: dict[str, str] = Fresh(dict)


class RefusalList(Reply):
    """The latest first."""

    refusals: list[AccessRefused]


class ListRefusals(Command[RefusalList]):
    """The refusals that are remembered: of all, of a request, or of a principal's name."""

    request_id: str = ""
    principal: str = ""  # an ARN, or `user/<name>`, `role/<name>`
    most: Int64 = 100


class Explanation(Reply):
    """What is the case, and by which statements. `statement` is empty where it is allowed."""

    allowed: bool
    principal: str
    action: str
    resource: str
    reason: str
    statement: str = ""
    scope: Scope | None = None
    looks: list[StatementLook] = Fresh(list)
    facts: dict[str, str] = Fresh(dict)


class ExplainAccess(Command[Explanation]):
    """Walks through the evaluation, as the policies are now; records nothing."""

    principal: str  # an ARN, `user/<name>`, `role/<name>`, a service, or `root`
    session_policy: str = ""
    action: str
    resource: str
    facts: dict[str, str] = Fresh(dict)
