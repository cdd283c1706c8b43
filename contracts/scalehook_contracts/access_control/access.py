"""May a principal do this?"""

from scalehook_contracts.base import Command, Fresh, Reply


class AccessAllowed(Reply):
    """It may."""


class CheckAccess(Command[AccessAllowed]):
    """May the principal do this? Allowed: an answer. Not: `NoPermission`, whose details say to whom what
    is lacking, and `AccessRefused` is recorded. `TagsWanted` where a policy makes a condition of the
    tags of resources, and they are not given.

    The account itself (`root`) may do everything.
    """

    principal: str  # ARN, or `root`
    session_policy: str = ""
    action: str  # `ess:CompleteLifecycleAction`
    resources: list[str]  # full ARNs; every one must be allowed
    facts: dict[str, str] = Fresh(dict)  # of the request, by conditions' keys: `acs:SourceIp`
    tags: dict[str, dict[str, str]] | None = None  # of the resources; None: nobody has asked for them
    operation: str = ""  # the one that needs the action, where that is another: `oos:StartExecution`
