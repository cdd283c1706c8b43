"""How often a consumer knocks at a closed door."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules.broken import Broken, Rule


def attempts_at_most(most: int) -> Rule:
    """Calls that a fault stood before, of all kinds together."""

    def rule(facts: Facts) -> Broken | None:
        number = sum(not call.executed for call in facts.calls)
        if number <= most:
            return None
        return Broken("attempts", f"{number} attempts while nothing answered (allowed {most})")

    return rule
