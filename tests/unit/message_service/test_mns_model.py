"""Queues against a reference that looks at every message every time: nothing lost, nothing delivered
while it is invisible, nothing that was deleted comes back, order and counters the same.
"""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from support.queues.pair import Pair
from support.queues.reference import Kept
from support.thoroughness import tries

WORLD = {
    "end": Kept("end"),
    "dead": Kept("dead", visibility=2000, retention=90_000, target="end", limit=1),
    "work": Kept("work", target="dead", limit=2),
    "fifo-end": Kept("fifo-end", fifo=True, retention=120_000),
    "fifo": Kept("fifo", fifo=True, target="fifo-end", limit=2),
}
NAMES = st.sampled_from(["work", "work", "fifo", "fifo", "dead", "end", "fifo-end"])
SOURCES = st.sampled_from(["work", "fifo"])
PART = st.tuples(
    st.sampled_from([None, None, 0, 1, 5, 90]),
    st.sampled_from([None, None, 1, 2, 16]),
    st.sampled_from(["a", "b", "c"]),
)
PARTS = st.lists(PART, min_size=1, max_size=5)


class QueueMachine(RuleBasedStateMachine):
    """Whatever happens in whatever order, the service and the reference agree."""

    handles = Bundle("handles")

    def __init__(self) -> None:
        super().__init__()
        self.pair = Pair(list(WORLD.values()))

    @initialize(name=SOURCES, parts=PARTS)
    def begin(self, name, parts):
        self.pair.send_batch(name, parts, set())

    @rule(target=handles, name=NAMES, part=PART)
    def send(self, name, part):
        return name, self.pair.send(name, part)

    @rule(name=NAMES, parts=PARTS, bad=st.sets(st.integers(0, 4), max_size=2))
    def send_batch(self, name, parts, bad):
        self.pair.send_batch(name, parts, bad)

    @rule(target=handles, name=NAMES, number=st.integers(1, 3), single=st.booleans())
    def receive(self, name, number, single):
        return multiple(*((name, handle) for handle in self.pair.receive(name, number, single)))

    @rule(
        name=NAMES,
        number=st.integers(1, 3),
        times=st.integers(1, 3),
        how=st.sampled_from(["deleted", "given back", "not seen to"]),
        watched=st.booleans(),
    )
    def deal_with(self, name, number, times, how, watched):
        """What somebody does with what he has received, again and again, while another one waits."""
        for _ in range(times):
            handles = self.pair.receive(name, number)
            if watched:
                self.pair.poll(name, 4)
            if how == "deleted" and handles:
                self.pair.delete(name, handles)
            for handle in handles if how == "given back" else ():
                self.pair.hold(name, handle, 0)
            self.pair.compare()
            self.pair.advance(1 if how == "deleted" else 3)

    @rule(name=NAMES, number=st.integers(1, 3))
    def peek(self, name, number):
        self.pair.peek(name, number)

    @rule(name=NAMES, seconds=st.sampled_from([1, 4, 30]))
    def wait_for_one(self, name, seconds):
        self.pair.poll(name, seconds)

    @rule(places=st.lists(handles, min_size=1, max_size=4))
    def delete(self, places):
        """Handles of other queues, and the same one twice, are as wrong as any."""
        self.pair.delete(places[0][0], [handle for _, handle in places])

    @rule(target=handles, place=handles, timeout=st.sampled_from([0, 0, 1, 10]))
    def hold(self, place, timeout):
        name, handle = place
        return name, self.pair.hold(name, handle, timeout)

    @rule(seconds=st.sampled_from([0.001, 0.999, 1, 2, 3, 30]))
    def advance(self, seconds):
        self.pair.advance(seconds)

    @rule(name=NAMES, period=st.sampled_from([60, 120]), limit=st.integers(0, 3))
    def change(self, name, period, limit):
        self.pair.change(name, period, limit)

    @rule(name=st.sampled_from(["dead", "end", "fifo-end"]))
    def lose_a_target_or_make_it_anew(self, name):
        if name in self.pair.reference.queues:
            self.pair.lose(name)
        else:
            self.pair.make(WORLD[name])

    @rule(snapshot=st.booleans())
    def restart(self, snapshot):
        self.pair.restart(snapshot)

    @invariant()
    def they_show_the_same(self):
        self.pair.compare()


QueueMachine.TestCase.settings = settings(max_examples=tries(25), stateful_step_count=50)
TestQueuesAgainstTheReference = QueueMachine.TestCase
