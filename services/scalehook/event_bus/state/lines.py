"""What is on its way to each target, and what waits for its turn there."""

from collections import Counter
from collections.abc import Iterable

from scalehook.event_bus.state.deliveries import Delivery, Line


class Lines:
    """Follows from the deliveries. Those that are held come in the order in which they began."""

    def __init__(self, deliveries: Iterable[Delivery]) -> None:
        self._under_way: Counter[Line] = Counter()
        self._held: dict[Line, dict[str, None]] = {}
        for delivery in deliveries:
            self.join(delivery)

    def under_way(self, line: Line) -> int:
        """How many are being delivered."""
        return self._under_way[line]

    def next_held(self, line: Line) -> str | None:
        """The id of the delivery whose turn it is next."""
        return next(iter(self._held.get(line, ())), None)

    def join(self, delivery: Delivery) -> None:
        """One more."""
        if delivery.held:
            self._held.setdefault(delivery.line, {})[delivery.delivery_id] = None
        else:
            self._under_way[delivery.line] += 1

    def leave(self, delivery: Delivery) -> None:
        """One less, and nothing is left of an empty line."""
        line = delivery.line
        if delivery.held:
            del self._held[line][delivery.delivery_id]
            if not self._held[line]:
                del self._held[line]
        else:
            self._under_way[line] -= 1
            if not self._under_way[line]:
                del self._under_way[line]
