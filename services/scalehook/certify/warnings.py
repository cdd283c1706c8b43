"""What looks unwise, and breaks no rule."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from scalehook.certify.facts import ActionFacts, Call, Facts

OFTEN = 10  # heartbeats in one wait
POLLS = 20  # without waiting, in one scenario

Look = Callable[[Facts], str]


def warnings(facts: Facts) -> list[str]:
    """One line each."""
    return [said for look in LOOKS if (said := look(facts))]


def _no_client_token(facts: Facts) -> str:
    if any(call.executed and not call.client_token for call in _completions(facts)):
        return "completed without a ClientToken: a call whose answer is lost cannot be repeated safely"
    return ""


def _short_visibility(facts: Facts) -> str:
    if facts.process.sent_away:  # then it is right that the message comes again
        return ""
    for action in facts.story_actions():
        for message in facts.of_token(action.token):
            again = [at for at in message.receives[1:] if action.end is None or at < action.end.at]
            if again and message.gone is not None and message.place.startswith("queue/"):
                return "the message came again while the work ran: hold it for longer"
    return ""


def _many_heartbeats(facts: Facts) -> str:
    for action in facts.story_actions():
        if any(_too_often(action)):
            return "heartbeats come more often than each tenth of the wait"
    return ""


def _too_often(action: ActionFacts) -> Iterator[bool]:
    calls = action.heartbeats()
    for before, call in pairwise(calls):
        yield call.at - before.at < action.timeout / OFTEN


def _short_polls(facts: Facts) -> str:
    polls = [call for call in facts.polls() if call.wait_seconds == 0]
    return f"{len(polls)} polls with WaitSeconds 0: long polls cost less" if len(polls) > POLLS else ""


def _root(facts: Facts) -> str:
    if facts.root_key and any(call.key_id == facts.root_key for call in facts.calls):
        return "it calls with the account's own key"
    return ""


def _survivors(facts: Facts) -> str:
    left = facts.process.survivors
    return f"outlived it and had to be killed: {', '.join(left)}" if left else ""


def _stubborn(facts: Facts) -> str:
    late = facts.process.stubborn
    return f"it still ran {late}, and was killed: nobody else can end it well" if late else ""


def _effort(facts: Facts) -> str:
    much = facts.process.effort
    return f"it computes while nothing answers: {much}; wait between two attempts" if much else ""


def _restarts(facts: Facts) -> str:
    ended = facts.process.exits
    times = "once" if facts.process.restarts == 1 else f"{facts.process.restarts} times"
    return f"started again {times}; the last end: {ended[-1]}" if facts.process.restarts else ""


LOOKS: tuple[Look, ...] = (
    _no_client_token, _short_visibility, _many_heartbeats, _short_polls, _root, _survivors, _stubborn,
    _restarts, _effort,
)  # fmt: skip


def _completions(facts: Facts) -> Iterator[Call]:
    for action in facts.story_actions():
        yield from action.completions()
