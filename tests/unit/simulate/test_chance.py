"""Draws by name."""

from functools import partial

from scalehook.simulate.agenda import ARRIVES, FAULT, Agenda
from scalehook.simulate.chance import Chance


def test_a_draw_is_of_its_name_alone() -> None:
    """However much is drawn before it."""
    one, other = Chance(7), Chance(7)
    for number in range(10):
        other.unit("something else", str(number))
    assert one.unit("work", "a") == other.unit("work", "a")
    assert one.stream("work").random() == other.stream("work").random()
    assert one.unit("work", "a") != one.unit("work", "b") != Chance(8).unit("work", "b")


def test_units_are_even() -> None:
    """Between 0 and 1, half of them above a half."""
    drawn = [Chance(1).unit("n", str(number)) for number in range(2000)]
    assert 0 < min(drawn) < 0.01 < 0.99 < max(drawn) < 1
    assert 0.45 < sum(each > 0.5 for each in drawn) / len(drawn) < 0.55


def test_things_of_one_instant() -> None:
    """Come by their rank; those of one rank in an order that the seed has for their names."""
    orders = set()
    for seed in range(20):
        agenda, came = Agenda(Chance(seed)), list[str]()
        for name, rank in (("c", FAULT), ("b", ARRIVES), ("a", ARRIVES)):
            agenda.at(5, rank, name, partial(came.append, name))
        while agenda.next() is not None:
            agenda.step()
        orders.add("".join(came))
    assert orders == {"abc", "bac"}
