"""Ids of a stack that has a seed."""

from scalehook.embedded import EmbeddedStack
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.randomness import seeded
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup

KEYS = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")


async def ids(seed: int) -> list[str]:
    """Of groups: two, and one after a reset."""
    found = []
    async with EmbeddedStack(KEYS, random=seeded(seed)).running() as stack:
        for again in (False, False, True):
            if again:
                await stack.reset()
            made = await stack.bus.call(
                CreateScalingGroup(region_id=KEYS.region, min_size=0, max_size=1)
            )
            found.append(made.scaling_group_id)
    return found


async def test_the_same_seed_gives_the_same_ids() -> None:
    """No id comes twice in a stack, a reset in between or not."""
    first = await ids(1)
    assert len(set(first)) == 3
    assert await ids(1) == first
    assert not set(await ids(2)) & set(first)
