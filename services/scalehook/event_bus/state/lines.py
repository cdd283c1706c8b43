"""What is on its way to each target, and what waits for its turn there."""

from collections.abc import Iterable

from scalehook.event_bus.state.deliveries import Delivery, Line


class Lines:
    """Follows from the deliveries. Those that are held come in the order in which they began."""

    def __init__(self, deliveries: Iterable[Delivery]) -> None:
        self._under_way: dict[Line, dict[str, None]] = {}
        self._held: dict[Line, dict[str, None]] = {}
        for delivery in deliveries:
            self.join(delivery)

    def under_way(self, line: Line) -> int:
        """How many are being delivered."""
        return len(self._under_way.get(line, ()))

    def on_their_way(self, line: Line) -> list[str]:
        """The ids of the deliveries that are being made."""
        return list(self._under_way.get(line, ()))

    def held(self, line: Line) -> list[str]:
        """The ids of those that wait."""
        return list(self._held.get(line, ()))

    def next_held(self, line: Line) -> str | None:
        """The id of the delivery whose turn it is next."""
        return next(iter(self._held.get(line, ())), None)

    def join(self, delivery: Delivery) -> None:
        """One more; one whose target is gone is in nobody's way."""
        if not delivery.gone:
            self._side_of(delivery).setdefault(delivery.line, {})[delivery.delivery_id] = None

    def leave(self, delivery: Delivery) -> None:
        """One less, and nothing is left of an empty line."""
        if delivery.gone:
            return
        line, side = delivery.line, self._side_of(delivery)
        del side[line][delivery.delivery_id]
        if not side[line]:
            del side[line]

    def _side_of(self, delivery: Delivery) -> dict[Line, dict[str, None]]:
        return self._held if delivery.held else self._under_way
