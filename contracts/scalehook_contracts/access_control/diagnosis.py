"""What the message that comes with a refusal says."""

from scalehook_contracts.access_control.base import RamOperation
from scalehook_contracts.access_control.refusals import Scope
from scalehook_contracts.base import Bare, Part, Reply


class AuthPrincipal(Part):
    """Who was refused."""

    auth_principal_type: str
    auth_principal_owner_id: str
    auth_principal_display_name: str


class AuthCondition(Part):
    """What the request had, by a key of conditions."""

    condition_key: str
    condition_values: list[str] = Bare("ConditionValue")


class MatchedStatement(Part):
    """A policy that has spoken."""

    effect: str
    policy_identifier: str
    policy_type: str
    policy_version: str
    attached_entity_type: str
    attached_scope: str = "Account"


class Diagnosis(Part):
    """Why somebody was refused something."""

    explicit_deny: bool
    no_permission_policy_type: Scope
    auth_action: str
    auth_resource: str
    auth_principal: AuthPrincipal
    auth_conditions: list[AuthCondition] = Bare("AuthCondition")
    matched_policies: list[MatchedStatement] = Bare("MatchedPolicy")


class DiagnosisReply(Reply):
    """The message, decoded."""

    decoded_diagnostic_message: Diagnosis


class DecodeDiagnosticMessage(RamOperation[DiagnosisReply]):
    """Decodes the `EncodedDiagnosticMessage` of a refusal, for a day and while it is remembered."""

    encoded_diagnostic_message: str
