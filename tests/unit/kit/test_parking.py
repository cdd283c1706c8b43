"""Deferred messages: woken oldest first, each once, the abandoned ones never."""

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scalehook.kit.clock.moments import moment
from scalehook.kit.machine.parking import Parked, Parking

START = moment(1_750_000_000)


@dataclass
class Requester:
    abandoned: bool = False


class ParkingMachine(RuleBasedStateMachine):
    """Parking against a plain list."""

    def __init__(self) -> None:
        super().__init__()
        self.parking, self.model, self.now = Parking(), [], START

    @rule(key=st.sampled_from("ab"), seconds=st.integers(1, 30))
    def park(self, key: str, seconds: int) -> None:
        parked = Parked(Requester(), self.now, self.now + timedelta(seconds=seconds), key)
        self.parking.park(parked)
        self.model.append(parked)

    @rule(data=st.data())
    def abandon(self, data: st.DataObject) -> None:
        if self.model:
            data.draw(st.sampled_from(self.model)).delivery.abandoned = True
            self.model = [parked for parked in self.model if not parked.delivery.abandoned]

    @rule(key=st.sampled_from("ab"), count=st.none() | st.integers(0, 3))
    def wake(self, key: str, count: int | None) -> None:
        expected = [parked for parked in self.model if parked.key == key][:count]
        assert self.parking.wake(key, count) == expected
        self.model = [parked for parked in self.model if parked not in expected]

    @rule(seconds=st.integers(0, 40))
    def expire(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        expected = sorted(
            (parked for parked in self.model if parked.until <= self.now), key=lambda p: p.until
        )
        assert self.parking.expire(self.now) == expected
        self.model = [parked for parked in self.model if parked not in expected]

    @invariant()
    def deadline_is_the_first(self) -> None:
        assert self.parking.next_deadline() == min((p.until for p in self.model), default=None)


TestParking = ParkingMachine.TestCase
TestParking.__doc__ = "Any interleaving of parking, waking, expiring and abandoning agrees with a list."
