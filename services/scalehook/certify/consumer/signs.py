"""What at a stack shows that a consumer is ready, and that it reads."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from scalehook.certify.consumer.environment import Place
from scalehook.certify.consumer.readiness import Bell, accepts, answers_well
from scalehook.certify.facts import RECEIVES
from scalehook.certify.profile import Profile

if TYPE_CHECKING:
    from scalehook.certify.stack import Witnessed

Sign = Callable[[], bool]


def ready(witnessed: "Witnessed", place: Place, ringing: Bell, profile: Profile) -> Sign:
    """Any of: it has called the URL; it reads, or has read; its port accepts; its own path says so."""
    reads = reading(witnessed, place)

    def look() -> bool:
        if ringing.rung.is_set() or reads():
            return True
        if place.queue and any(call.action in RECEIVES for call in witnessed.chronicle.calls):
            return True
        return profile.ready is not None and answers_well(profile.ready.url)

    return look


def reading(witnessed: "Witnessed", place: Place) -> Sign:
    """Whether it waits for messages at this moment."""
    if place.queue:
        return lambda: witnessed.waits(place.queue)
    return lambda: accepts(place.push_port)
