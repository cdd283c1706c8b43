"""A refusal: noted, told to the caller, and found again by its message."""

import base64
from typing import Any

from scalehook.access_control.conditions import Facts
from scalehook.access_control.facts import assumed_name, is_service
from scalehook.access_control.judging import Judgement
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook_contracts.access_control.refusals import AccessRefused

PREFIX = "AQEAAAAA"  # as the cloud's messages begin
LONGEST_NAME, LONGEST_FACT, MOST_FACTS, MOST_RESOURCES = 512, 256, 40, 50


def refuse(
    judgement: Judgement,
    principal: str,
    action: str,
    resources: list[str],
    statement: str,
    facts: Facts,
    work: Work[State, Settings],
    operation: str = "",
) -> dict[str, Any]:
    """Record it. The details of the error that the caller gets."""
    refused = AccessRefused(
        refusal_id=work.new_id("", 24),
        request_id=work.request_id,
        refused_at=work.now.timestamp(),
        principal=principal[:LONGEST_NAME],
        principal_name=_display_name(principal, work.state)[:LONGEST_NAME],
        action=action[:LONGEST_NAME],
        resources=[each[:LONGEST_NAME] for each in resources[:MOST_RESOURCES]],
        operation=operation[:LONGEST_NAME],
        reason=judgement.reason,
        statement=statement,
        scope=judgement.scope,
        explicit=bool(judgement.denying),
        denied_by=judgement.denying,
        facts={
            key[:LONGEST_FACT]: value[:LONGEST_FACT] for key, value in list(facts.items())[:MOST_FACTS]
        },
    )
    work.record(refused)
    return {"AccessDeniedDetail": _detail(refused, work.settings.account_id)}


def encoded(refusal_id: str) -> str:
    """The message by which the refusal is found."""
    return PREFIX + base64.urlsafe_b64encode(refusal_id.encode()).decode()


def decoded(message: str) -> str:
    """The id of the refusal; empty of what is no such message."""
    try:
        return base64.urlsafe_b64decode(message.removeprefix(PREFIX)).decode()
    except ValueError:
        return ""


def principal_type(principal: str) -> str:
    """What the documents call the caller."""
    if is_service(principal):
        return "Service"
    return "AssumedRoleUser" if ":assumed-role/" in principal else "SubUser"


def _detail(refused: AccessRefused, account: str) -> dict[str, Any]:
    return {
        "AuthAction": refused.action,
        "AuthPrincipalType": principal_type(refused.principal),
        "AuthPrincipalOwnerId": account,
        "AuthPrincipalDisplayName": refused.principal_name,
        "NoPermissionType": "ExplicitDeny" if refused.explicit else "ImplicitDeny",
        "PolicyType": refused.scope,
        "EncodedDiagnosticMessage": encoded(refused.refusal_id),
    }


def _display_name(principal: str, state: State) -> str:
    """A user's id; of a role's session both names."""
    if name := assumed_name(principal):
        return name
    user = state.users.get(principal.rpartition(":user/")[2].lower())
    return user.user_id if user is not None else principal
