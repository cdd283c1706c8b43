"""May a principal do this?"""

from scalehook_contracts.base import Command, Done, Fresh


class CheckAccess(Command[Done]):
    """May the principal do this? Allowed: an answer. Not: `NoPermission`.

    The account itself (`root`) may do everything.
    """

    principal: str  # ARN, or `root`
    session_policy: str = ""
    action: str  # `ess:CompleteLifecycleAction`
    resources: list[str]  # full ARNs; every one must be allowed
    facts: dict[str, str] = Fresh(dict)  # of the request, by conditions' keys: `acs:SourceIp`
