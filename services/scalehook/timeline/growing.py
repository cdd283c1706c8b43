"""Trees of events: each is put in its place by the function that the tables name for its type."""

from collections.abc import Callable, Iterable

from scalehook.timeline import places
from scalehook.timeline.fact import Fact
from scalehook.timeline.garden import Garden
from scalehook.timeline.node import Node
from scalehook.timeline.recalled import Recalled

Place = Callable[[Fact, Garden], None]
PLACES: dict[str, Place] = {
    **places.activities.PLACES,
    **places.actions.PLACES,
    **places.notifications.PLACES,
    **places.messages.PLACES,
    **places.pushes.PLACES,
    **places.executions.PLACES,
    **places.scripts.PLACES,
    **places.buses.PLACES,
}


def grow(facts: Iterable[Fact]) -> list[Node]:
    """What led to what; the oldest tree first. Events that no table knows are left out."""
    garden = Recalled()
    for fact in facts:
        place = PLACES.get(fact.type)
        if place is not None:
            garden.flow = fact.flow
            place(fact, garden)
    return garden.trees()
