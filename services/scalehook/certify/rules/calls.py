"""How many calls there may be."""

from collections.abc import Callable

from scalehook.certify.facts import COMPLETE, HEARTBEAT, ActionFacts, Facts
from scalehook.certify.rules.broken import Broken, Rule

MOST_HEARTBEATS = 20
NOUNS = {
    "calls": "calls for one action",
    "B": "heartbeats granted for one action",
    "Br": "heartbeats refused for one action",
}


def calls_at_most(most: int) -> Rule:
    """Completions and heartbeats for an action of the story, granted and refused together."""
    return _limited("calls", lambda action: len(action.calls), most)


def heartbeats_at_most(most: int = MOST_HEARTBEATS) -> Rule:
    """B: heartbeats granted for an action."""
    return _limited("B", lambda action: len(action.heartbeats()), most)


def heartbeats_refused_at_most(most: int) -> Rule:
    """Br: heartbeats refused for an action."""
    return _limited("Br", lambda action: len(action.heartbeats_refused()), most)


def no_empty_token(facts: Facts) -> Broken | None:
    """Nobody was asked for an action without a name."""
    calls = [call for call in facts.calls if call.action in (COMPLETE, HEARTBEAT) and not call.token]
    if not calls:
        return None
    return Broken("token", f"{calls[0].action} was called with an empty token")


def _limited(name: str, count: Callable[[ActionFacts], int], most: int) -> Rule:
    def rule(facts: Facts) -> Broken | None:
        for action in facts.story_actions():
            if (number := count(action)) > most:
                return Broken(name, f"{number} {NOUNS[name]} (allowed {most})", (action.token,))
        return None

    return rule
