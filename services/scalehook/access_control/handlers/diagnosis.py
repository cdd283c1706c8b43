"""Decodes the message that comes with a refusal."""

from scalehook.access_control.refusing import decoded, principal_type
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import ROOT, Work
from scalehook_contracts.access_control.diagnosis import (
    AuthCondition,
    AuthPrincipal,
    DecodeDiagnosticMessage,
    Diagnosis,
    DiagnosisReply,
    MatchedStatement,
)
from scalehook_contracts.access_control.refusals import AccessRefused, StatementLook
from scalehook_contracts.errors.ram import (
    DiagnosticMessageNotExist,
    EncodedMessageExpire,
    NotSupport,
)

VALID_SECONDS = 86_400
ENTITIES = {"user": "RamUser", "group": "RamGroup", "role": "RamRole"}


def decode_diagnostic_message(
    command: DecodeDiagnosticMessage, work: Work[State, Settings]
) -> DiagnosisReply:
    """What was noted of the refusal."""
    if work.caller != ROOT and not work.caller.startswith("acs:ram::"):
        raise NotSupport()
    found = work.state.refusals.get(decoded(command.encoded_diagnostic_message))
    if found is None:
        raise DiagnosticMessageNotExist()
    if work.now.timestamp() - found.refused_at > VALID_SECONDS:
        raise EncodedMessageExpire()
    return DiagnosisReply(decoded_diagnostic_message=_diagnosis(found, work.settings.account_id))


def _diagnosis(found: AccessRefused, account: str) -> Diagnosis:
    return Diagnosis(
        explicit_deny=found.explicit,
        no_permission_policy_type=found.scope,
        auth_action=found.action,
        auth_resource=found.resources[0],
        auth_principal=AuthPrincipal(
            auth_principal_type=principal_type(found.principal),
            auth_principal_owner_id=account,
            auth_principal_display_name=found.principal_name,
        ),
        auth_conditions=[
            AuthCondition(condition_key=key, condition_values=[value])
            for key, value in found.facts.items()
        ],
        matched_policies=[_matched(look) for look in found.denied_by],
    )


def _matched(look: StatementLook) -> MatchedStatement:
    return MatchedStatement(
        effect=look.effect,
        policy_identifier=look.policy_name,
        policy_type=look.policy_type,
        policy_version=look.policy_version,
        attached_entity_type=ENTITIES.get(look.attached_to.partition("/")[0], ""),
    )
