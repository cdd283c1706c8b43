"""Rules judge facts, and say in one line what is wrong."""

import pytest

from scalehook.certify.facts import HEARTBEAT, NO_ANSWER, ActionFacts, MessageFacts, ProcessFacts
from scalehook.certify.rules import (
    Broken,
    alive,
    calls_at_most,
    calm,
    ended_as,
    ended_well,
    handed_back,
    heartbeats_at_most,
    heartbeats_refused_at_most,
    no_empty_token,
    nothing_left,
    probe_ended_well,
    received_at_most,
)
from support.certify.facts import action, at, call, facts, message, probe

INVALID = "LifecycleHookIdAndLifecycleActionToken.Invalid"


def test_an_action_that_was_completed_in_time_has_ended_well() -> None:
    """U1 holds, also where a completion was refused before."""
    assert ended_well()(facts(action(call(5, code=INVALID), call(10)))) is None


def test_an_action_that_ended_otherwise_has_not_ended_well() -> None:
    """U1 tells time-outs, wrong results, waits that go on and actions that never began apart."""
    rule = ended_well()
    late = rule(facts(action(call(5, code=INVALID), end=300, status="Timeout", result="ABANDON")))
    assert late is not None
    assert late.reason == (
        f"nobody completed the action: its wait ended with ABANDON; "
        f"1 completions were refused, the last with {INVALID}"
    )
    wrong = rule(facts(action(call(10), result="ROLLBACK")))
    assert wrong is not None
    assert wrong.reason == "the action ended with ROLLBACK, not CONTINUE"
    waiting = rule(facts(action(end=None)))
    assert waiting is not None
    assert waiting.reason == "the action still waits; no completion was asked for"
    none = rule(facts(probe()))
    assert none is not None
    assert none.reason == "0 actions have begun, not 1"


def test_several_actions_that_did_not_end_well_are_counted() -> None:
    """The first is told, the others are a number; all of them are named."""
    broken = ended_well()(facts(action(end=None), action(end=None), action(call(10))))
    assert broken is not None
    assert broken.reason.endswith("(and 1 more of 3)")
    assert len(broken.tokens) == 2


def test_the_call_that_ends_a_wait_is_not_one_after_the_end() -> None:
    """Its answer comes later than the end; three more calls are calm, a fourth is not."""
    more = [call(11 + number, code=INVALID) for number in range(4)]
    assert calm()(facts(action(call(10.1), *more[:3]))) is None
    broken = calm()(facts(action(call(10.1), *more)))
    assert broken is not None
    assert broken.reason == "4 calls after the end (allowed 3)"


def test_a_completion_whose_answer_was_lost_has_ended_the_wait() -> None:
    """What was carried out counts, not what was answered; one that was cut before is a call more."""
    lost = call(10.1, code=NO_ANSWER)
    refused = [call(11, code=INVALID), call(12, code=INVALID), call(13, code=INVALID)]
    assert calm()(facts(action(lost, *refused))) is None
    cut_before = call(10.2, code=NO_ANSWER, executed=False)
    assert calm()(facts(action(lost, cut_before, *refused))) is not None


def test_a_single_call_long_after_the_end_is_not_calm() -> None:
    """Two minutes are allowed."""
    assert calm()(facts(action(call(10.1), call(130, code=INVALID)))) is None
    broken = calm()(facts(action(call(10.1), call(131, code=INVALID))))
    assert broken is not None
    assert broken.reason == "a call 121 s after the end (allowed 120 s)"


def test_messages_that_are_gone_leave_nothing() -> None:
    """U3 holds when each was deleted, however often it was received up to ten times."""
    gone = message(*range(10), gone=10)
    assert nothing_left()(facts(action(), messages=(gone,))) is None


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (message(), "a message is left in queue/certify: received 0 times, never deleted"),
        (message(1), "a message is left in queue/certify: received 1 times, never deleted"),
        (message(1, 31, 61), "a message comes again and again: received 3 times, never deleted"),
        (message(*range(11), gone=11), "a message was received 11 times (allowed 10)"),
    ],
)
def test_messages_that_stay_are_told(left: object, said: str) -> None:
    """U3 is broken by one that lies there, one that comes again, and one that came too often."""
    broken = nothing_left()(facts(action(), messages=(left,)))  # type: ignore[arg-type]  # a row of the table
    assert broken is not None
    assert broken.reason == said


def test_what_a_consumer_leaves_in_hand_is_to_be_given_back() -> None:
    """At once: a queue can do that after one second. What is done, or was deleted, need not be."""
    leaves = ProcessFacts(sent_away=[at(4)])
    waiting = action(call(40), end=40)

    def judged(*given: MessageFacts, of: ActionFacts = waiting) -> Broken | None:
        return handed_back(facts(of, messages=given, process=leaves))

    kept = judged(message(1, 33, gone=40))
    assert kept is not None
    assert kept.reason == "it has ended, and its message was held on for 27 s"
    given_back = message(1, gone=40)
    given_back.hold(at(3), at(5))
    given_back.hold(at(6), at(36))
    assert judged(given_back) is None
    assert judged(message(6, gone=40)) is None
    assert judged(message(1, gone=2)) is None
    assert judged(message(1, gone=4), of=action(call(3), end=3)) is None


def test_receives_alone_can_be_limited() -> None:
    """What may stay in a queue may still not be received too often."""
    assert received_at_most(1)(facts(action(), messages=(message(1),))) is None
    assert received_at_most(1)(facts(action(), messages=(message(1, 2),))) is not None


def test_a_process_that_has_gone_or_computes_in_circles_is_not_alive() -> None:
    """U4 says how it ended."""
    assert alive(facts()) is None
    gone = ProcessFacts(alive=False, exits=["it ended with code 1"])
    broken = alive(facts(process=gone))
    assert broken is not None
    assert broken.reason == "it ended with code 1"
    assert alive(facts(process=ProcessFacts(busy="99% of a processor for 5 s"))) is not None


def test_the_probe_must_begin_and_end_well() -> None:
    """U5 looks at nothing else."""
    assert probe_ended_well(facts(action(end=None), probe())) is None
    assert probe_ended_well(facts(action())) is not None
    assert probe_ended_well(facts(action(end=None, probe=True))) is not None


def test_an_end_that_nobody_may_change_is_compared() -> None:
    """A wait that was over before, with its default result."""
    rule = ended_as("Timeout", ("ABANDON",))
    assert rule(facts(action(status="Timeout", result="ABANDON"))) is None
    broken = rule(facts(action()))
    assert broken is not None
    assert broken.reason == "it ended as Completed with CONTINUE, not Timeout with ABANDON"
    assert rule(facts(action(end=None))) is not None


def test_calls_are_limited_by_kind() -> None:
    """Granted heartbeats, refused ones, and all calls together."""
    beats = [call(1, HEARTBEAT), call(2, HEARTBEAT), call(3, HEARTBEAT, code="X")]
    found = facts(action(*beats))
    assert heartbeats_at_most(2)(found) is None
    assert heartbeats_at_most(1)(found) is not None
    assert heartbeats_refused_at_most(1)(found) is None
    assert heartbeats_refused_at_most(0)(found) is not None
    assert calls_at_most(3)(found) is None
    assert calls_at_most(2)(found) is not None


def test_a_call_with_an_empty_token_is_told() -> None:
    """Receives have no token, and need none."""
    assert no_empty_token(facts(calls=[call(1, "ReceiveMessage", token="")])) is None
    broken = no_empty_token(facts(calls=[call(1, token="")]))
    assert broken is not None
    assert broken.reason == "CompleteLifecycleAction was called with an empty token"
