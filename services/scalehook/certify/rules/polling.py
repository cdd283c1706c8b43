"""How a consumer waits for messages that do not come."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Broken, Rule

MOST_SHORT = 5  # a look before it waits, or after a full batch


def long_polls(most: int = MOST_SHORT) -> Rule:
    """At most so many polls ask for an answer at once; the others wait."""

    def rule(facts: Facts) -> Broken | None:
        number = sum(not call.wait_seconds for call in facts.polls())
        if number <= most:
            return None
        return Broken("polls", f"{number} polls without WaitSeconds (allowed {most})")

    return rule
