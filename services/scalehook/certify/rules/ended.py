"""U1: actions end well, and their like."""

from collections.abc import Collection

from scalehook.certify.facts import ActionFacts, Facts
from scalehook.certify.rules.broken import Broken, Rule

NORMAL = ("CONTINUE",)


def ended_well(results: Collection[str] = NORMAL, *, hook: str = "", at_least: int = 1) -> Rule:
    """U1: the story's actions (of the hooks of this name) were completed with one of these results,
    before their deadlines; there are `at_least` so many of them.
    """

    def rule(facts: Facts) -> Broken | None:
        actions = [action for action in facts.story_actions() if hook in ("", action.hook)]
        if len(actions) < at_least:
            return Broken("U1", f"{len(actions)} actions have begun, not {at_least}")
        return first_broken("U1", actions, results)

    return rule


def ended_as(status: str, results: Collection[str]) -> Rule:
    """The story's actions ended with this status and one of these results: the consumer has not
    changed that.
    """

    def rule(facts: Facts) -> Broken | None:
        for action in facts.story_actions():
            end = action.end
            if end is None:
                return Broken("E", "the wait has not ended", (action.token,))
            if end.status != status or end.result not in results:
                wanted = f"{status} with {' or '.join(results)}"
                said = f"it ended as {end.status} with {end.result}, not {wanted}"
                return Broken("E", said, (action.token,))
        return None

    return rule


def first_broken(rule: str, actions: Collection[ActionFacts], results: Collection[str]) -> Broken | None:
    """What is wrong with the first that did not end well, and how many did not."""
    wrong = [(action, why) for action in actions if (why := _wrong(action, results))]
    if not wrong:
        return None
    more = f" (and {len(wrong) - 1} more of {len(actions)})" if len(wrong) > 1 else ""
    return Broken(rule, wrong[0][1] + more, tuple(action.token for action, _ in wrong))


def _wrong(action: ActionFacts, results: Collection[str]) -> str:
    end = action.end
    if end is None:
        return f"the action still waits; {_asked(action)}"
    if end.status != "Completed":
        return f"nobody completed the action: its wait ended with {end.result}; {_asked(action)}"
    if end.result not in results:
        return f"the action ended with {end.result}, not {' or '.join(sorted(results))}"
    return ""


def _asked(action: ActionFacts) -> str:
    refused = action.refused()
    if not refused:
        return "no completion was asked for"
    return f"{len(refused)} completions were refused, the last with {refused[-1].code}"
