"""An instance of a group, as it is described."""

from functools import lru_cache
from typing import NamedTuple

from scalehook.kit.clock.moments import iso_minutes, iso_seconds, moment
from scalehook.scaling_controller.backend_servers import weight_of
from scalehook.scaling_controller.state import Group, Instance
from scalehook_contracts.scaling_controller.instances import (
    CreationType,
    HealthStatus,
    LifecycleState,
    ScalingInstanceView,
    WarmupState,
)


def instance_view(instance: Instance, group: Group, now: float) -> ScalingInstanceView:
    """An instance of a group. The same values have the same view: none is ever out of date."""
    configuration = group.configurations.get(instance.configuration_id)
    usual = configuration.request.instance_type if configuration else ""  # of earlier versions
    return _view(
        _Origin(
            instance.instance_id,
            instance.group_id,
            instance.configuration_id,
            instance.created_at,
            instance.private_ip_address,
            instance.zone_id,
            instance.instance_type or usual,
            instance.spot_strategy,
            instance.creation_type,
            instance.launch_template_id,
            instance.launch_template_version,
        ),
        instance.activity_id,
        instance.lifecycle_state,
        instance.health,
        weight_of(instance, group),
        instance.entrusted,
        instance.warmup_state(now),
    )


class _Origin(NamedTuple):
    """What never changes of an instance."""

    instance_id: str
    group_id: str
    configuration_id: str
    created_at: float
    private_ip_address: str
    zone_id: str
    instance_type: str
    spot_strategy: str
    creation_type: CreationType
    launch_template_id: str
    launch_template_version: str


@lru_cache(maxsize=2000)
def _view(
    origin: _Origin,
    activity_id: str,
    lifecycle_state: LifecycleState,
    health_status: HealthStatus,
    load_balancer_weight: int,
    entrusted: bool,
    warmup_state: WarmupState,
) -> ScalingInstanceView:
    created = moment(origin.created_at)
    return ScalingInstanceView(
        instance_id=origin.instance_id,
        scaling_instance_id=origin.instance_id,
        scaling_group_id=origin.group_id,
        scaling_configuration_id=origin.configuration_id,
        scaling_activity_id=activity_id,
        launch_template_id=origin.launch_template_id,
        launch_template_version=origin.launch_template_version,
        lifecycle_state=lifecycle_state,
        health_status=health_status,
        creation_type=origin.creation_type,
        creation_time=iso_minutes(created),
        created_time=iso_seconds(created),
        load_balancer_weight=load_balancer_weight,
        instance_type=origin.instance_type,
        private_ip_address=origin.private_ip_address,
        zone_id=origin.zone_id,
        spot_strategy=origin.spot_strategy,
        entrusted=entrusted,
        warmup_state=warmup_state,
    )
