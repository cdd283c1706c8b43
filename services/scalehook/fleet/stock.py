"""How many instances can be had: as the settings say, or as somebody has set it by hand."""

from collections.abc import Mapping

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.register import places
from scalehook.kit import Work

PLENTY = 2**31


def limits(work: Work[State, Settings]) -> Mapping[str, int | None]:
    """How many instances may be there at a time, by `type@zone`; either may be `*`."""
    by_hand = work.state.conditions.limits
    return {**work.settings.stock, **by_hand} if by_hand else work.settings.stock


def room(instance_type: str, zone_id: str, work: Work[State, Settings]) -> int:
    """So many more of this type can be had in this zone."""
    known, occupied = limits(work), work.state.register.occupied
    if not known:
        return PLENTY
    left = [
        limit - occupied[place]
        for place in places(instance_type, zone_id)
        if (limit := known.get(place)) is not None
    ]
    return max(0, min(left, default=PLENTY))


def failure_rate(work: Work[State, Settings]) -> float:
    """The share of new instances that fail."""
    by_hand = work.state.conditions.failure_rate
    return work.settings.failure_rate if by_hand is None else by_hand


def start_up_seconds(work: Work[State, Settings]) -> float:
    """How long a start takes."""
    by_hand = work.state.conditions.slow_start_seconds
    return work.settings.start_up_seconds if by_hand is None else by_hand


def fails(work: Work[State, Settings]) -> bool:
    """Whether a new instance fails. Nobody rolls dice where nothing ever does."""
    rate = failure_rate(work)
    return rate > 0 and work.random.random() < rate
