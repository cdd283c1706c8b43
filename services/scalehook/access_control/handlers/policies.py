"""Policies."""

from scalehook.access_control.policy_document import check_policy_text
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.access_control.policies import (
    CreatePolicy,
    PolicyCreated,
    PolicyReply,
    PolicyView,
)
from scalehook_contracts.errors.ram import EntityAlreadyExistsPolicy


def create_policy(command: CreatePolicy, work: Work[State, Settings]) -> PolicyReply:
    """A custom policy."""
    check_policy_text(command.policy_document)
    if command.policy_name.lower() in work.state.policies:
        raise EntityAlreadyExistsPolicy()
    work.record(
        PolicyCreated(
            policy_name=command.policy_name,
            policy_document=command.policy_document,
            description=command.description,
            created_at=work.now.timestamp(),
        )
    )
    view = PolicyView(
        policy_name=command.policy_name,
        description=command.description,
        create_date=iso_seconds(work.now),
    )
    return PolicyReply(policy=view)
