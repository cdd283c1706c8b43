"""The instances of a group that warm up: in service, and not yet counted on."""

from bisect import bisect_left, bisect_right, insort

from scalehook.scaling_controller.state.instances import Instance


class Warmups:
    """Until when, the first to be done first. Those that are done stay until they leave."""

    def __init__(self) -> None:
        self._sorted: list[tuple[float, str]] = []

    def add(self, instance: Instance) -> None:
        """One more, if it warms up."""
        if instance.warm_at is not None:
            insort(self._sorted, (instance.warm_at, instance.instance_id))

    def remove(self, instance: Instance) -> None:
        """One less, if it was among them."""
        if instance.warm_at is not None:
            del self._sorted[bisect_left(self._sorted, (instance.warm_at, instance.instance_id))]

    def count(self, now: float) -> int:
        """How many are not done."""
        return len(self._sorted) - bisect_right(self._sorted, now, key=lambda entry: entry[0])
