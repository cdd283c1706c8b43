"""What becomes of deliveries."""

from scalehook.event_bus import delivering
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.event_bus.deliveries import RecordEventDelivery, RetryEventDelivery


def record_event_delivery(command: RecordEventDelivery, work: Work[State, Settings]) -> Done:
    """Done, again later, or given up."""
    delivery = work.state.deliveries.get(command.delivery_id)
    if delivery is None:
        return Done()
    if command.reason:
        delivering.fail(delivery, command.reason, work)
    else:
        taken = command.model_dump(include={"receiver", "name", "message_id"})
        delivering.succeed(delivery, work, **taken)
    delivering.go_on(delivery.line, work)
    return Done()


def retry_event_delivery(command: RetryEventDelivery, work: Work[State, Settings]) -> Done:
    """The next attempt."""
    delivery = work.state.deliveries.get(command.delivery_id)
    if delivery is not None:
        delivering.attempt(delivery, work)
        delivering.go_on(delivery.line, work)
    return Done()
