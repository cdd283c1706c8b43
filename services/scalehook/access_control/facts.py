"""What access control itself knows of a request, for the conditions of policies."""

from datetime import datetime

from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.arn import Arn


def facts_of(principal: str, now: datetime) -> dict[str, str]:
    """All come over plain HTTP and nobody has a second factor; the time is the virtual one."""
    facts = {
        "acs:CurrentTime": iso_seconds(now),
        "acs:MFAPresent": "false",
        "acs:SecureTransport": "false",
    }
    try:
        account = Arn.parse(principal).account
    except ValueError:  # a cloud service is nobody's user
        return facts
    return facts | {"acs:PrincipalARN": role_of_session(principal), "acs:PrincipalAccount": account}


def role_of_session(caller: str) -> str:
    """The role's own ARN of an assumed role's; other callers as they are."""
    kept, assumed, session = caller.partition(":assumed-role/")
    return f"{kept}:role/{session.partition('/')[0]}" if assumed else caller
