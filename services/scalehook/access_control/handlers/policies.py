"""Policies."""

from scalehook.access_control.policy_document import check_policy_text
from scalehook.access_control.policy_views import view_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.clock.moments import iso_seconds
from scalehook_contracts.access_control.policies import (
    CreatePolicy,
    PolicyCreated,
    PolicyDescribed,
    PolicyReply,
    PolicyView,
    UpdatePolicyDescription,
)
from scalehook_contracts.access_control.tags import ResourcesTagged
from scalehook_contracts.errors.ram import EntityAlreadyExistsPolicy, LimitExceededPolicy


def create_policy(command: CreatePolicy, work: Work[State, Settings]) -> PolicyReply:
    """A custom policy."""
    check_policy_text(command.policy_document)
    if command.policy_name.lower() in work.state.policies:
        raise EntityAlreadyExistsPolicy()
    if len(work.state.policies) >= work.settings.max_policies:
        raise LimitExceededPolicy()
    work.record(
        PolicyCreated(
            policy_name=command.policy_name,
            policy_document=command.policy_document,
            description=command.description,
            created_at=work.now.timestamp(),
        )
    )
    if command.tags:
        tags = {tag.key: tag.value for tag in command.tags}
        work.record(ResourcesTagged(resources=[f"policy/{command.policy_name}"], tags=tags))
    view = PolicyView(
        policy_name=command.policy_name,
        description=command.description,
        create_date=iso_seconds(work.now),
    )
    return PolicyReply(policy=view)


def update_policy_description(
    command: UpdatePolicyDescription, work: Work[State, Settings]
) -> PolicyReply:
    """In other words."""
    view_of("Custom", command.policy_name, work.state)
    event = PolicyDescribed(
        policy_name=command.policy_name,
        description=command.new_description,
        updated_at=work.now.timestamp(),
    )
    work.record(event)
    view = view_of("Custom", command.policy_name, work.state)
    return PolicyReply(policy=view.model_copy(update={"attachment_count": None}))
