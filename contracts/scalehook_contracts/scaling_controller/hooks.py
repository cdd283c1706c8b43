"""Lifecycle hooks."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Blankable, Caution, Done, Event, Listed, Part, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_hooks import InvalidHookValue
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.passed_roles import roles_in, roles_of_receiver
from scalehook_contracts.scaling_controller.base import (
    ActionResult,
    HookOperation,
    Name,
    Transition,
    of_group,
)

HeartbeatTimeout = Annotated[int, Field(ge=30, le=21600)]  # seconds
NotificationMetadata = Annotated[str, Field(max_length=4096)]
HookStatus = Literal["Active", "InActive"]


class HookSpecification(Part):
    """A lifecycle hook's own fields, alone or in CreateScalingGroup's list."""

    lifecycle_transition: Transition
    lifecycle_hook_name: Name | None = None
    default_result: ActionResult = "CONTINUE"
    heartbeat_timeout: HeartbeatTimeout = 600
    notification_arn: str = ""
    notification_metadata: NotificationMetadata = ""

    def passed_roles(self) -> list[str]:
        """The role that a template as receiver is to act as."""
        return roles_of_receiver(self.notification_arn, self.notification_metadata)


class LifecycleHookCreation(Reply):
    """The new hook's id."""

    lifecycle_hook_id: str


class CreateLifecycleHook(LastingCaller, HookSpecification, HookOperation[LifecycleHookCreation]):
    """Creates a lifecycle hook: instances wait while it is in effect."""

    scaling_group_id: str
    region_id: str = ""


class HookReference(Part):
    """Names a hook: by id, or by group and name (the id wins)."""

    lifecycle_hook_id: str = ""
    scaling_group_id: str = ""
    lifecycle_hook_name: str = ""

    def resources(self) -> list[str]:
        """The group, where it counts."""
        return of_group("" if self.lifecycle_hook_id else self.scaling_group_id)


class ModifyLifecycleHook(LastingCaller, HookReference, HookOperation[Done]):
    """Changes a hook; what is not given stays. Waits that run keep the values they began with. An empty
    `NotificationArn` takes the receiver off, an empty `NotificationMetadata` the metadata.
    """

    lifecycle_transition: Transition | None = None
    default_result: ActionResult | None = None
    heartbeat_timeout: HeartbeatTimeout | None = None
    notification_arn: str | None = Blankable()
    notification_metadata: NotificationMetadata | None = Blankable()
    lifecycle_hook_status: HookStatus | None = None
    region_id: str = ""

    def passed_roles(self) -> list[str]:
        """The role that a template as receiver is to act as, where both are new; else the one that new
        metadata names. What the hook says already counts when its template is executed.
        """
        if self.notification_arn and self.notification_metadata is not None:
            return roles_of_receiver(self.notification_arn, self.notification_metadata)
        return roles_in(self.notification_metadata or "")


class DeleteLifecycleHook(HookReference, HookOperation[Done]):
    """Deletes a hook and ends its waits."""

    invalid: ClassVar[type[ApiError]] = InvalidHookValue
    region_id: str = ""


class LifecycleHookView(Part):
    """A hook, as it is described."""

    lasting = True

    lifecycle_hook_id: str
    lifecycle_hook_name: str
    scaling_group_id: str
    lifecycle_transition: Transition
    default_result: ActionResult
    heartbeat_timeout: Int64
    notification_arn: str
    notification_metadata: str
    lifecycle_hook_status: HookStatus


class LifecycleHookPage(Page, Reply):
    """One page of hooks."""

    lifecycle_hooks: list[LifecycleHookView] = Listed("LifecycleHook")


class DescribeLifecycleHooks(HookOperation[LifecycleHookPage]):
    """Lists hooks, by ids, by group, or by group and name."""

    lifecycle_hook_ids: list[str] = Listed("LifecycleHookId")
    scaling_group_id: str = ""
    lifecycle_hook_name: str = ""
    page_number: PageNumber = 1
    page_size: PageSize = 50
    region_id: str = ""

    def resources(self) -> list[str]:
        """The group, where it counts."""
        return of_group("" if self.lifecycle_hook_ids else self.scaling_group_id)


class LifecycleHookCreated(HookSpecification, Event):
    """A hook is in effect. `maker` is who has chosen its receiver: on their behalf it is told."""

    lifecycle_hook_id: str
    scaling_group_id: str
    maker: str = ""  # the account itself, where there is none
    maker_policy: str = ""  # of the maker's session
    scaling_group_name: str = ""


class LifecycleHookModified(HookSpecification, Event):
    """A hook now reads so."""

    lifecycle_hook_id: str
    lifecycle_hook_status: HookStatus
    maker: str = ""
    maker_policy: str = ""


class LifecycleHookDeleted(Event):
    """A hook is gone."""

    lifecycle_hook_id: str
    scaling_group_id: str


class LifecycleHookMetadataUnused(Caution):
    """The hook has metadata, and no receiver that would get it: it has no effect."""

    lifecycle_hook_id: str


class LifecycleHookTimeoutTooShort(Caution):
    """The script may run longer than the hook waits: it would complete an action that is over."""

    lifecycle_hook_id: str
    heartbeat_timeout: Int64
    script_timeout: Int64
