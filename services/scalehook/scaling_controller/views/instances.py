"""An instance of a group, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, iso_seconds, moment
from scalehook.scaling_controller.state import Group, Instance
from scalehook_contracts.scaling_controller.instances import ScalingInstanceView


def instance_view(instance: Instance, group: Group) -> ScalingInstanceView:
    """An instance of a group."""
    created = moment(instance.created_at)
    configuration = group.configurations.get(instance.configuration_id)
    return ScalingInstanceView(
        instance_id=instance.instance_id,
        scaling_instance_id=instance.instance_id,
        scaling_group_id=instance.group_id,
        scaling_configuration_id=instance.configuration_id,
        scaling_activity_id=instance.activity_id,
        lifecycle_state=instance.lifecycle_state,
        creation_time=iso_minutes(created),
        created_time=iso_seconds(created),
        load_balancer_weight=configuration.request.load_balancer_weight if configuration else 50,
        instance_type=configuration.request.instance_type if configuration else "",
        private_ip_address=instance.private_ip_address,
        zone_id=instance.zone_id,
        spot_strategy=configuration.request.spot_strategy if configuration else "NoSpot",
    )
