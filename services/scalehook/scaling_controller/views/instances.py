"""An instance of a group, as it is described."""

from dataclasses import replace
from functools import lru_cache

from scalehook.kit.clock.moments import iso_minutes, iso_seconds, moment
from scalehook.scaling_controller.backend_servers import weight_of
from scalehook.scaling_controller.state import Group, Instance
from scalehook.scaling_controller.state.instances import Origin
from scalehook_contracts.scaling_controller.instances import (
    HealthStatus,
    LifecycleState,
    ScalingInstanceView,
    WarmupState,
)


def instance_view(instance: Instance, group: Group, now: float) -> ScalingInstanceView:
    """An instance of a group. The same values have the same view: none is ever out of date."""
    return _view(
        instance.origin if instance.instance_type else _completed(instance.origin, group),
        instance.activity_id,
        instance.lifecycle_state,
        instance.health,
        weight_of(instance, group),
        instance.entrusted,
        instance.warmup_state(now) if instance.warmup else "NoNeedWarmup",
    )


def _completed(origin: Origin, group: Group) -> Origin:
    """Earlier versions have not written down the type: it is that of the configuration."""
    configuration = group.configurations.get(origin.configuration_id)
    return _of_type(origin, configuration.request.instance_type if configuration else "")


@lru_cache(maxsize=2000)
def _of_type(origin: Origin, instance_type: str) -> Origin:
    """One for each: views are found by it."""
    return replace(origin, instance_type=instance_type)


@lru_cache(maxsize=2000)
def _view(
    origin: Origin,
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
