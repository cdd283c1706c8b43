"""How long things took, as the events of what has just been committed tell it."""

from collections.abc import Iterable, Mapping

from scalehook.kit.machine.entry import Entry
from scalehook.kit.telemetry import Measures, Timing
from scalehook_contracts.base import Event


def time_events(
    timings: Mapping[type[Event], Timing], entries: Iterable[Entry], measures: Measures
) -> None:
    """An event that names the request which all began with is an example of that flow, any other of its
    own request's.
    """
    for entry in entries:
        for event in entry.recorded:
            timing = timings.get(type(event))
            if timing is not None and (seconds := timing.seconds(event)) is not None:
                flow = getattr(event, "request_id", "") or entry.correlation_id
                measures.time(timing, seconds, flow)
