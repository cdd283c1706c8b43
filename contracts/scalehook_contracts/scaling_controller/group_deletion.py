"""Scaling groups, deleted, and protected from that."""

from scalehook_contracts.base import Done, Event
from scalehook_contracts.scaling_controller.base import GroupOperation


class DeleteScalingGroup(GroupOperation[Done]):
    """Deletes a group with its configurations, rules, hooks and activities.

    Without `force_delete` it must be empty and idle. With it, the group begins nothing more, its running
    activities go on to their end, and its instances are removed.
    """

    force_delete: bool = False


class SetGroupDeletionProtection(GroupOperation[Done]):
    """Says whether a group is protected from being deleted."""

    group_deletion_protection: bool


class ScalingGroupDeletionStarted(Event):
    """A group is `Deleting`: it will be gone once it is empty."""

    scaling_group_id: str
    at: float


class ScalingGroupDeleted(Event):
    """A group is gone, with all that hung on it."""

    scaling_group_id: str
    at: float
