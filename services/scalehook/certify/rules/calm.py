"""U2: calm after the end."""

from datetime import timedelta

from scalehook.certify.facts import ActionFacts, Facts
from scalehook.certify.rules.broken import Broken, Rule

MOST_CALLS = 3  # what was in flight, a repetition, a second copy
LATEST = timedelta(seconds=120)


def calm(most: int = MOST_CALLS, latest: timedelta = LATEST) -> Rule:
    """U2: at most so many calls for an action when its wait is over, and none later than that."""

    def rule(facts: Facts) -> Broken | None:
        for action in facts.story_actions():
            if reason := _restless(action, most, latest):
                return Broken("U2", reason, (action.token,))
        return None

    return rule


def _restless(action: ActionFacts, most: int, latest: timedelta) -> str:
    calls = action.after_end()
    if len(calls) > most:
        return f"{len(calls)} calls after the end (allowed {most})"
    if action.end is None or not calls:
        return ""
    after = calls[-1].at - action.end.at
    if after > latest:
        allowed = latest.total_seconds()
        return f"a call {after.total_seconds():.0f} s after the end (allowed {allowed:.0f} s)"
    return ""
