"""An instance of a group, as it is described."""

from functools import lru_cache

from scalehook.kit.clock.moments import iso_minutes, iso_seconds, moment
from scalehook.scaling_controller.state import Group, Instance
from scalehook_contracts.scaling_controller.instances import (
    LifecycleState,
    ScalingInstanceView,
    WarmupState,
)


def instance_view(instance: Instance, group: Group, now: float) -> ScalingInstanceView:
    """An instance of a group. The same values have the same view: none is ever out of date."""
    configuration = group.configurations.get(instance.configuration_id)
    asked = configuration.request if configuration else None
    return _view(
        instance.instance_id,
        instance.group_id,
        instance.configuration_id,
        instance.activity_id,
        instance.lifecycle_state,
        instance.created_at,
        instance.private_ip_address,
        instance.zone_id,
        asked.load_balancer_weight if asked else 50,
        asked.instance_type if asked else "",
        asked.spot_strategy if asked else "NoSpot",
        instance.warmup_state(now),
    )


@lru_cache(maxsize=2000)
def _view(
    instance_id: str,
    group_id: str,
    configuration_id: str,
    activity_id: str,
    lifecycle_state: LifecycleState,
    created_at: float,
    private_ip_address: str,
    zone_id: str,
    load_balancer_weight: int,
    instance_type: str,
    spot_strategy: str,
    warmup_state: WarmupState,
) -> ScalingInstanceView:
    created = moment(created_at)
    return ScalingInstanceView(
        instance_id=instance_id,
        scaling_instance_id=instance_id,
        scaling_group_id=group_id,
        scaling_configuration_id=configuration_id,
        scaling_activity_id=activity_id,
        lifecycle_state=lifecycle_state,
        creation_time=iso_minutes(created),
        created_time=iso_seconds(created),
        load_balancer_weight=load_balancer_weight,
        instance_type=instance_type,
        private_ip_address=private_ip_address,
        zone_id=zone_id,
        spot_strategy=spot_strategy,
        warmup_state=warmup_state,
    )
