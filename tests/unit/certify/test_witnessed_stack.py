"""The stack of a certification: time jumps by itself, past whoever has died."""

from scalehook.certify.options import Options
from scalehook.certify.profile import Profile
from scalehook.certify.props import QUEUE
from scalehook.certify.stack import witnessed_stack
from support.patience import wait_until

FOREVER_SECONDS = 1e6  # real: longer than any test


def test_the_clock_does_not_wait_for_what_a_dead_consumer_had_in_hand() -> None:
    """However much patience there is: the message comes again, and may be received."""
    options = Options(Profile(command=["none"]), (), patience=FOREVER_SECONDS)
    with witnessed_stack(options) as witnessed:
        cloud, chronicle = witnessed.cloud, witnessed.chronicle
        queue = cloud.queue(QUEUE, visibility_timeout=100)
        group = cloud.group()
        group.hook("SCALE_OUT", to=queue, timeout=600)
        witnessed.brake.absent = False
        group.scale(1)
        first = queue.receive(wait=30)
        began = cloud.now
        chronicle.die()
        wait_until(lambda: queue.depth, lambda: f"{began} … {cloud.now}")
        assert (cloud.now - began).total_seconds() > 99
        assert queue.receive().id == first.id
        assert not chronicle.died_with(first.id)
