"""Whether all that has begun has ended."""

from collections import Counter

from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)
from support.scaling.cloud import Cloud


def ended_once(cloud: Cloud) -> None:
    """Whatever has begun: activities and waits."""
    recorded = cloud.rehearsal.recorded
    for begins, ends, name in (
        (ScalingActivityStarted, ScalingActivityEnded, "scaling_activity_id"),
        (LifecycleActionStarted, LifecycleActionEnded, "lifecycle_action_token"),
    ):
        begun = Counter(getattr(event, name) for event in recorded if isinstance(event, begins))
        ended = Counter(getattr(event, name) for event in recorded if isinstance(event, ends))
        assert begun == ended
        assert set(begun.values()) <= {1}
