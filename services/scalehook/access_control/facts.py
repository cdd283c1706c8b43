"""What access control itself knows of a request, for the conditions of policies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scalehook.access_control.conditions import OWN_TAGS
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.ram import TagsWanted


class FactsWithoutTags(dict[str, str]):
    """What is known of a request, but not the tags of its resources: who looks for them, wants them."""

    def get(self, key: str, default: Any = None) -> Any:
        """The fact; TagsWanted for a tag of the resource."""
        if key.startswith(OWN_TAGS):
            raise TagsWanted()
        return super().get(key, default)


def with_tags(facts: dict[str, str], tags: Mapping[str, str]) -> dict[str, str]:
    """By every key that a resource's tags have."""
    return facts | {own + key: value for own in OWN_TAGS for key, value in tags.items()}


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


def is_service(principal: str) -> bool:
    """Whether it is a cloud service, such as `oos.aliyuncs.com`."""
    return "." in principal and ":" not in principal


def assumed_name(principal: str) -> str:
    """`Worker:session` of a role's session; empty of all others."""
    return principal.partition(":assumed-role/")[2].replace("/", ":", 1)


def role_of_session(caller: str) -> str:
    """The role's own ARN of an assumed role's; other callers as they are."""
    kept, assumed, session = caller.partition(":assumed-role/")
    return f"{kept}:role/{session.partition('/')[0]}" if assumed else caller
