"""vSwitches: nobody has to make them. One that is named for the first time is there from then on."""

from scalehook_contracts.base import Event


class VSwitchMapped(Event):
    """A vSwitch was named for the first time: it is in this zone, and in this VPC."""

    v_switch_id: str
    zone_id: str
    vpc_id: str
