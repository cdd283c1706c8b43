"""What is to be left to others."""

from scalehook.certify.facts import COMPLETE, HEARTBEAT, ActionFacts, Facts
from scalehook.certify.rules.broken import Broken, Rule


def let_be(hook: str) -> Rule:
    """Nobody was asked about an action of this hook, nor is its message held for ever."""

    def rule(facts: Facts) -> Broken | None:
        for action in facts.story_actions():
            if action.hook == hook and (reason := _meddling(action) or _held(action, facts)):
                return Broken("foreign", reason, (action.token,))
        return None

    return rule


def silent(facts: Facts) -> Broken | None:
    """Nobody was asked about any action of the story: nobody was told of one."""
    tokens = {action.token for action in facts.probes()}
    calls = [call for call in facts.calls if call.action in (COMPLETE, HEARTBEAT)]
    if unasked := [call for call in calls if call.token not in tokens]:
        return Broken("silent", f"{unasked[0].action} was called, and nobody had been told of an action")
    return None


def _meddling(action: ActionFacts) -> str:
    return f"{action.calls[0].action} was called for the hook {action.hook}" if action.calls else ""


def _held(action: ActionFacts, facts: Facts) -> str:
    for message in facts.of_token(action.token):
        if message.gone is not None or not message.receives:
            continue
        if message.visibility[-1] - message.receives[-1] > 2 * facts.visibility:
            return f"the message of the hook {action.hook} is held on, though it is somebody else's"
    return ""
