"""The journals of several services, read as one story."""

import random
from datetime import UTC, datetime, timedelta

from scalehook.wiring.causal_order import Told, in_order

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STORY = [  # while the clock stands: a request, what it leads to, and an effect that asks another service
    Told("template_engine", 7, NOON, "f685d96a80454575-11"),
    Told("scaling_controller", 3, NOON, "template_engine-7-0"),
    Told("notification_dispatcher", 4, NOON, "scaling_controller-3-1", begun=("deliver/T-1",)),
    Told("event_bus", 9, NOON, "notification/T-1", begun=("event/evd-1/target/1",)),
    Told("template_engine", 8, NOON, "event/evd-1/target"),
    Told("script_runner", 2, NOON, "template_engine/api/exec-1.t/2/8/InvokeCommand"),
    Told("template_engine", 9, NOON, "template_engine-outcome-api-8"),
    Told("fleet", 1, NOON, "template_engine-9-2"),
]


def test_causes_come_before_effects() -> None:
    """Whichever journal is read first; what came earlier is before all, what came later after."""
    early = Told("template_engine", 6, NOON - timedelta(seconds=1), "template_engine-99-0")
    late = Told("access_control", 1, NOON + timedelta(microseconds=1), "x")
    for seed in range(20):
        shuffled = [*STORY, late, early]
        random.Random(seed).shuffle(shuffled)
        assert list(in_order(shuffled)) == [early, *STORY, late]


def test_ids_that_lead_in_a_circle() -> None:
    """Nothing is lost; an effect that is begun again by its own outcome is no circle."""
    odd = [Told("a", 1, NOON, "b-1-0"), Told("b", 1, NOON, "a-1-0")]
    assert sorted(in_order(odd), key=lambda each: each.service) == odd
    again = Told("b", 4, NOON, "b-outcome-event/e/1-3", begun=("event/e/2",))
    later = Told("a", 1, NOON, "b-4-0")
    assert list(in_order([later, again])) == [again, later]
