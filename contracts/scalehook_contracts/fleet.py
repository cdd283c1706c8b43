"""ECS instances, and the SLB and RDS resources that scaling acts on."""

from scalehook_contracts.base import Command, Done, Event, Listed


class LaunchInstances(Command[Done]):
    """Create `amount` instances for a scaling activity and start them."""

    scaling_activity_id: str
    scaling_group_id: str
    amount: int
    scaling_configuration_id: str = ""
    image_id: str = ""
    instance_type: str = ""
    security_group_id: str = ""
    v_switch_id: str = ""
    instance_name: str = ""
    host_name: str = ""
    user_data: str = ""
    ram_role_name: str = ""
    tags: dict[str, str] = {}


class ReleaseInstances(Command[Done]):
    """Stop and delete instances; ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")


class AddAddressesToWhitelists(Command[Done]):
    """Let the addresses into the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")


class RemoveAddressesFromWhitelists(AddAddressesToWhitelists):
    """Take the addresses out of the whitelists of the databases."""


class AddBackendServers(Command[Done]):
    """Put the instances behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")
    weight: int = 50


class RemoveBackendServers(Command[Done]):
    """Take the instances out from behind the load balancers."""

    load_balancer_ids: list[str] = Listed("LoadBalancerId")
    instance_ids: list[str] = Listed("InstanceId")


class InstanceCreated(Event):
    """An instance exists; it is not running yet."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    scaling_activity_id: str = ""
    scaling_group_id: str = ""
    created_at: float  # Unix seconds, virtual


class InstanceRunning(Event):
    """The instance has started."""

    instance_id: str
    scaling_activity_id: str = ""


class InstanceReleased(Event):
    """The instance is gone."""

    instance_id: str
