"""Events that buses have had, looked for by time and by what they are; and whose events come at all."""

import pytest

from scalehook.event_bus.service import SERVICE
from scalehook.event_bus.settings import Settings
from scalehook.notification_dispatcher.targets.event_bus import OF_ACTIVITIES, OF_HOOKS
from scalehook.testing.rehearsal import START, Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.event_bus.sources import ListAliyunOfficialEventSources
from scalehook_contracts.event_bus.traced import (
    QueryTracedEventByEventId,
    QueryTracedEvents,
    TracedEvents,
)
from support.buses_of_events import BUS, RULE, Bridge, target

FIRST = round(START.timestamp() * 1000)


@pytest.fixture
def bridge() -> Bridge:
    """A rule for one type; and events, a second after one another."""
    bridge = Bridge()
    bridge.rule(target(), pattern='{"type":["even"]}')
    for number in range(6):
        kind = "odd" if number % 2 else "even"
        bridge.tell(event_id=f"E-{number}", type=kind, source=f"app-{number // 3}", subject=kind)
        bridge.rehearsal.advance(1)
    return bridge


def found(bridge: Bridge, **asked: object) -> TracedEvents:
    everything = {"event_bus_name": BUS, "start_time": FIRST, "end_time": FIRST + 9000}
    return bridge.rehearsal.ask(QueryTracedEvents.model_validate(everything | asked)).data


def ids(page: TracedEvents) -> list[str]:
    return [event.event_id for event in page.events]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["E-5", "E-4", "E-3", "E-2", "E-1", "E-0"]),
        ({"start_time": FIRST + 1000, "end_time": FIRST + 3000}, ["E-3", "E-2", "E-1"]),
        ({"event_source": "app-1"}, ["E-5", "E-4", "E-3"]),
        ({"event_type": "odd", "event_source": "app-0"}, ["E-1"]),
        ({"subject": "even"}, ["E-4", "E-2", "E-0"]),
        ({"matched_rule": RULE, "start_time": FIRST + 1}, ["E-4", "E-2"]),
        ({"matched_rule": "another"}, []),
    ],
)
def test_events_are_found(bridge: Bridge, asked: dict[str, object], expected: list[str]) -> None:
    """By all that is asked for together; both ends of the time are in it."""
    assert ids(found(bridge, **asked)) == expected


def test_page_by_page(bridge: Bridge) -> None:
    """With how many there are in all."""
    page = found(bridge, limit=4)
    assert (len(page.events), page.total, page.next_token) == (4, 6, "4")
    page = found(bridge, limit=4, next_token="4")
    assert (ids(page), page.next_token) == (["E-1", "E-0"], "")
    first = page.events[-1]
    assert (first.event_received_time, first.event_type, first.event_bus_name) == (FIRST, "even", BUS)


def test_times_that_go_backwards(bridge: Bridge) -> None:
    """They are refused."""
    with pytest.raises(ApiError) as refused:
        found(bridge, start_time=FIRST + 10_000)
    assert refused.value.code == "InvalidArgument"


def test_one_id(bridge: Bridge) -> None:
    """From all sources, or from one; none is an empty page."""
    bridge.tell(event_id="E-0", source="another")
    for source, count in (("", 2), ("another", 1), ("nobody", 0)):
        asked = QueryTracedEventByEventId(event_bus_name=BUS, event_id="E-0", event_source=source)
        [page] = bridge.rehearsal.ask(asked).data
        assert (len(page.events), page.total) == (count, count)


def test_what_is_forgotten_is_not_found() -> None:
    """Nor is what came again found at its first time."""
    bridge = Bridge(Rehearsal(SERVICE, Settings(history_most=2)))
    for event_id in ("E-1", "E-2", "E-3", "E-2"):
        bridge.tell(event_id=event_id)
        bridge.rehearsal.advance(1)
    assert ids(found(bridge)) == ["E-2", "E-3"]


def test_whose_events_come() -> None:
    """All types that the notifications of Auto Scaling have are named; of others, their calls."""
    source, *others = Bridge().rehearsal.ask(ListAliyunOfficialEventSources()).data.event_source_list
    names = {kind.name for kind in source.event_types}
    assert (source.name, source.event_bus_name) == ("acs.ess", "default")
    assert names >= {*OF_HOOKS.values(), *OF_ACTIVITIES.values(), "ess:LifecycleHook:Test"}
    assert {kind.group_name for kind in source.event_types} == {
        "LifecycleHook",
        "ScalingActivity",
        "CloudMonitor",
        "ActionTrail",
    }
    calls = [kind.name for other in others for kind in other.event_types]
    assert "ecs:ActionTrail:ApiCall" in calls
    assert all(name.endswith(":ActionTrail:ApiCall") for name in calls)
