"""Who waits for whom."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from scalehook.consumer.duplicates import Duplicates
from scalehook.consumer.order import Order
from support.consumers.clock import settled

INSTANCES = st.sets(st.sampled_from("abc"), max_size=3)


@settings(max_examples=40)
@given(actions=st.lists(INSTANCES, min_size=1, max_size=8), data=st.data())
async def test_each_instance_has_one_action_at_a_time(
    actions: list[set[str]], data: st.DataObject
) -> None:
    """In the order of coming, whichever leaves first, and also when one leaves before its turn."""
    order = Order()
    places = [order.join(instances) for instances in actions]
    turns = [asyncio.ensure_future(place.turn()) for place in places]
    left: set[int] = set()
    while len(left) < len(actions):
        await settled()
        for number, turn in enumerate(turns):
            before = {other for other in range(number) if actions[other] & actions[number]}
            assert turn.done() == (before <= left)
        number = data.draw(st.sampled_from(sorted(set(range(len(actions))) - left)))
        places[number].leave()
        left.add(number)
    await settled()
    assert all(turn.done() for turn in turns)
    assert len(order) == 0


def test_old_tokens_are_forgotten() -> None:
    """The oldest first."""
    known = Duplicates(most=2)
    for token in ("a", "b", "a", "c"):
        known.add(token)
    assert [token in known for token in "abc"] == [True, False, True]
