"""How strong a group's supply of instances is, as it is described."""

from scalehook.scaling_controller.shortages import shortage_of
from scalehook.scaling_controller.specifications import types_of
from scalehook.scaling_controller.state import Group
from scalehook.scaling_controller.state.activities import Shortage
from scalehook_contracts.scaling_controller.known_types import (
    GroupStrength,
    InventoryHealth,
    ResourcePool,
)

PLENTY = InventoryHealth(adequacy_score=3, supply_score=3, hot_score=0, health_score=6)
NOTHING = InventoryHealth(adequacy_score=0, supply_score=0, hot_score=3, health_score=-3)


def group_strength(group: Group, types: list[str]) -> GroupStrength:
    """Of these types; where none are named, of those of the active configuration."""
    pools = [_pool(name, group) for name in types or _types(group)]
    strong = bool(pools) and all(pool.status == "Available" for pool in pools)
    return GroupStrength(
        scaling_group_id=group.group_id,
        elastic_strength="Strong" if strong else "Weak",
        total_strength=sum(pool.strength for pool in pools),
        resource_pools=pools,
    )


def _types(group: Group) -> list[str]:
    active = group.configurations.get(group.active_configuration_id)
    return types_of(active.request) if active else []


def _pool(name: str, group: Group) -> ResourcePool:
    shortage: Shortage | None = shortage_of(group)
    switches = group.request.v_switch_ids or [group.request.v_switch_id]
    return ResourcePool(
        code=shortage.code if shortage else "",
        elastic_strength="Weak" if shortage else "Strong",
        instance_type=name,
        inventory_health=NOTHING if shortage else PLENTY,
        msg=shortage.message if shortage else "",
        status="Unavailable" if shortage else "Available",
        strength=0 if shortage else 1,
        v_switch_ids=[switch for switch in switches if switch],
    )
