"""What a consumer has in hand when it is asked to end."""

from datetime import timedelta

from scalehook.certify.facts import ActionFacts, Facts
from scalehook.certify.rules.broken import Broken

AT_ONCE = timedelta(seconds=5)  # a queue can show a message again after one second


def handed_back(facts: Facts) -> Broken | None:
    """What it had not finished when it had ended was visible again at once: the next one need not wait
    until the queue gives up on a consumer that is no more.
    """
    for action in facts.story_actions():
        if (held := _held_on(action, facts)) > AT_ONCE:
            said = f"it has ended, and its message was held on for {held.total_seconds():.0f} s"
            return Broken("handed", said, (action.token,))
    return None


def _held_on(action: ActionFacts, facts: Facts) -> timedelta:
    """The longest time, over all its ends while the action waited."""
    waits = [at for at in facts.process.sent_away if action.end is None or action.end.at > at]
    held = [
        until - at
        for at in waits
        for message in facts.of_token(action.token)
        if message.receives and (until := message.held_until(at)) is not None
    ]
    return max(held, default=timedelta())
