"""Events in a batch, as CloudEvents has them."""

from typing import Any, ClassVar

from scalehook_contracts.base import Operation
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.eventbridge import InvalidArgument
from scalehook_contracts.event_bus.base import of_bus
from scalehook_contracts.event_bus.buses import DEFAULT
from scalehook_contracts.event_bus.events import EventsAnswer
from scalehook_contracts.plain import NotPlain, parse_json
from scalehook_contracts.products import EVENT_BRIDGE_DATA, Product

BUS = "aliyuneventbusname"


class PutEvents(Operation[EventsAnswer]):
    """Puts events into buses, each for itself. `Events` is a JSON array of CloudEvents 1.0, whose
    attribute `aliyuneventbusname` names the bus: `default` where there is none.
    """

    product: ClassVar[Product] = EVENT_BRIDGE_DATA
    invalid: ClassVar[type[ApiError]] = InvalidArgument

    events: str

    def resources(self) -> list[str]:
        """The buses; of what cannot be read, the default one."""
        names = {bus_of(event) for event in _array(self.events)} or {DEFAULT}
        return [arn for name in sorted(names) for arn in of_bus(name)]


def bus_of(event: Any) -> str:
    """The bus that an event is meant for."""
    name = event.get(BUS) if isinstance(event, dict) else None
    return name if isinstance(name, str) and name else DEFAULT


def _array(text: str) -> list[Any]:
    try:
        found = parse_json(text)
    except NotPlain:
        return []
    return found if isinstance(found, list) else []
