"""Things found by their marks, in the order of their beginning."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from scalehook.kit.chronicle import Chronicle
from support.thoroughness import tries

STATUSES = ("open", "good", "bad")
COLOURS = ("red", "blue")
BOTH = [[], *([status] for status in STATUSES), *([s, c] for s in STATUSES for c in COLOURS), ["none"]]


class AsAList(RuleBasedStateMachine):
    """A chronicle finds what looking at all things in a list would find."""

    def __init__(self) -> None:
        super().__init__()
        self.chronicle: Chronicle[Any] = Chronicle()
        self.things: list[dict[str, str]] = []
        self.begun = 0

    @rule(colour=st.sampled_from(COLOURS), status=st.sampled_from(STATUSES))
    def begin(self, colour: str, status: str) -> None:
        self.begun += 1
        thing = {"key": f"k{self.begun}", "status": status, "colour": colour}
        self.things.append(thing)
        self.chronicle.begin(thing["key"], thing, [status, colour])

    @precondition(lambda self: self.things)
    @rule(data=st.data(), status=st.sampled_from(STATUSES))
    def move(self, data: st.DataObject, status: str) -> None:
        thing = data.draw(st.sampled_from(self.things))
        self.chronicle.move(thing["key"], thing["status"], status)
        thing["status"] = status

    @precondition(lambda self: self.things)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        thing = data.draw(st.sampled_from(self.things))
        self.things.remove(thing)
        self.chronicle.forget(thing["key"], [thing["status"], thing["colour"]])
        assert not self.chronicle.has(thing["key"], [])

    @invariant()
    def finds_the_same(self) -> None:
        for marks in BOTH:
            wanted = [thing for thing in self.things if set(marks) <= set(thing.values())]
            found = self.chronicle.find(marks)
            assert (list(found), list(reversed(found)), len(found)) == (
                wanted,
                wanted[::-1],
                len(wanted),
            )
            keys = [t["key"] for t in self.things if self.chronicle.has(t["key"], marks)]
            assert keys == [thing["key"] for thing in wanted]
        few = self.things[::2]
        some = [thing["key"] for thing in few]
        assert list(self.chronicle.find(["red"], only=["none", *some])) == [
            thing for thing in few if thing["colour"] == "red"
        ]
        others = self.chronicle.find(["red"], without=["none", *some])
        assert list(others) == [thing for thing in self.things[1::2] if thing["colour"] == "red"]
        assert len(others) == len(list(others))
        assert all(self.chronicle[thing["key"]] is thing for thing in self.things)


TestAsAList = AsAList.TestCase
TestAsAList.settings = settings(max_examples=tries(12), stateful_step_count=30)


def test_a_page_costs_the_page() -> None:
    """What is not read is not looked at, and a mark that nothing has any more takes no room."""
    chronicle: Chronicle[int] = Chronicle()
    for number in range(1000):
        chronicle.begin(number, number, ["all", f"own-{number}"])
    found = reversed(chronicle.find(["all"]))
    assert [next(found), next(found)] == [999, 998]
    for number in range(1000):
        chronicle.forget(number, ["all", f"own-{number}"])
    assert len(chronicle.find(["all"])) == len(chronicle.find()) == 0
    assert len(chronicle._marked) == 1
