"""What an instance can say of itself: its metadata, and what its image makes of it."""

from scalehook_contracts.base import Part


class Guest(Part):
    """The instance that scripts run on, as the fleet created it."""

    image_id: str = ""
    instance_type: str = ""
    instance_name: str = ""
    host_name: str = ""
    region_id: str = ""
    zone_id: str = ""
    vpc_id: str = ""
    v_switch_id: str = ""
    private_ip_address: str = ""
    public_ip_address: str = ""
    ram_role_name: str = ""
    user_data: str = ""  # Base64
