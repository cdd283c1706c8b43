"""What scaling asks of the fleet: instances, whitelists, back-end servers."""

from scalehook_contracts.base import Command, Done, Listed, Part


class InstanceSpecification(Part):
    """What a new instance looks like."""

    image_id: str = ""
    instance_type: str = ""
    security_group_id: str = ""
    v_switch_id: str = ""
    instance_name: str = ""
    host_name: str = ""
    user_data: str = ""
    ram_role_name: str = ""


class LaunchInstances(InstanceSpecification, Command[Done]):
    """Create `amount` instances for a scaling activity and start them."""

    scaling_activity_id: str
    scaling_group_id: str
    amount: int
    scaling_configuration_id: str = ""


class ReleaseInstances(Command[Done]):
    """Stop and delete instances; ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")


class AddAddressesToWhitelists(Command[Done]):
    """Let the addresses into the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")


class RemoveAddressesFromWhitelists(Command[Done]):
    """Take the addresses out of the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")


class AddBackendServers(Command[Done]):
    """Put the instances behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")
    weight: int = 50


class RemoveBackendServers(Command[Done]):
    """Take the instances out from behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")


class StartUpInstance(Command[Done]):
    """The fleet's own timer: the instance has booted."""

    instance_id: str
