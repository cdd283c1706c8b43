"""U3: nothing is left in the queue."""

from scalehook.certify.facts import Facts, MessageFacts
from scalehook.certify.rules.broken import Broken, Rule

MOST_RECEIVES = 10


def nothing_left(most: int = MOST_RECEIVES) -> Rule:
    """U3: each message of the story is deleted (of a push: accepted), or it was received at most so
    often and is received no more; none can be seen two visibility times after the last action.
    """

    def rule(facts: Facts) -> Broken | None:
        return received_at_most(most)(facts) or _first_left(facts)

    return rule


def received_at_most(most: int = MOST_RECEIVES) -> Rule:
    """No message of the story was received more often."""

    def rule(facts: Facts) -> Broken | None:
        for message in facts.story_messages():
            if (received := len(message.receives)) > most:
                said = f"a message was received {received} times (allowed {most})"
                return Broken("U3", said, _about(message))
        return None

    return rule


def _first_left(facts: Facts) -> Broken | None:
    for message in facts.story_messages():
        if message.gone is not None or message.lost:
            continue
        received = f"received {len(message.receives)} times, never deleted"
        if message.receives and _comes_again(message, facts):
            return Broken("U3", f"a message comes again and again: {received}", _about(message))
        if facts.ended is not None and message.visible_at(facts.ended):
            return Broken("U3", f"a message is left in {message.place}: {received}", _about(message))
    return None


def _comes_again(message: MessageFacts, facts: Facts) -> bool:
    """Whether it was received in the last visibility time of the watch."""
    return facts.ended is not None and message.receives[-1] > facts.ended - facts.visibility


def _about(message: MessageFacts) -> tuple[str, ...]:
    return (message.token,) if message.token else ()
