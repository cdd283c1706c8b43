"""What instances are made of that no group has made."""

from dataclasses import dataclass


@dataclass
class Blueprint:
    """What a group that is made after the instance makes its own ones of."""

    image_id: str
    instance_type: str
    security_group_id: str
    ram_role_name: str
