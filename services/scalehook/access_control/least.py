"""The smallest statement that would have allowed something."""

import json
from typing import Any

from scalehook.access_control.conditions import Facts
from scalehook.access_control.policy_document import LONGEST_RESOURCE

HANDING_OVER = "ram:passrole"
MOST_RESOURCES = 20


def least_statement(action: str, resources: list[str], facts: Facts) -> str:
    """For policies, as JSON. A role is handed to this service alone."""
    named = [resource if len(resource) <= LONGEST_RESOURCE else "*" for resource in resources]
    statement: dict[str, Any] = {"Effect": "Allow", "Action": action, "Resource": _few(named)}
    if action.lower() == HANDING_OVER and "acs:Service" in facts:
        statement["Condition"] = {"StringEquals": {"acs:Service": facts["acs:Service"]}}
    return json.dumps(statement, ensure_ascii=False)


def least_trust(principal: str, is_service: bool) -> str:
    """For the trust of a role, likewise."""
    who = {"Service": [principal]} if is_service else {"RAM": [principal]}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": who}
    return json.dumps(statement, ensure_ascii=False)


def _few(resources: list[str]) -> str | list[str]:
    """One needs no list; `*` speaks of all; many of one kind are all of that kind."""
    wanted = list(dict.fromkeys(map(_of_any_region, resources)))
    if "*" in wanted:
        return "*"
    if len(wanted) > MOST_RESOURCES:
        wanted = list(dict.fromkeys(f"{each.rpartition('/')[0]}/*" for each in wanted))
    return wanted[0] if len(wanted) == 1 else wanted[:MOST_RESOURCES]


def _of_any_region(resource: str) -> str:
    """RAM has none; its documents write a star."""
    head, ram, rest = resource.partition("acs:ram::")
    return f"acs:ram:*:{rest}" if ram and not head else resource
