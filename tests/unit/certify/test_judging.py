"""Facts become a verdict, and verdicts an exit code."""

from dataclasses import replace

import pytest

from scalehook.certify.applicable import not_applicable
from scalehook.certify.facts import FaultFacts, ProcessFacts
from scalehook.certify.judging import judge
from scalehook.certify.profile import Profile
from scalehook.certify.rules import calm, ended_well, nothing_left
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.verdict import Verdict, exit_code
from scalehook.certify.warnings import warnings
from support.certify.facts import action, call, facts, message, probe


def scenario(**more: object) -> Scenario:
    """With three rules and no story."""
    rules = (ended_well(), calm(), nothing_left())
    given = {
        "name": "one", "since": "0.1.0", "what": "", "must": "", "why": "", "source": "", "rules": rules,
        **more,
    }  # fmt: skip
    return Scenario(story=lambda _: None, **given)  # type: ignore[arg-type]  # by name


def test_a_scenario_holds_when_no_rule_is_broken_and_its_faults_have_struck() -> None:
    """The reason of one that held is what was seen."""
    found = facts(
        action(call(10.1)), probe(), messages=(message(1, gone=11),), faults=[FaultFacts("double", 1, 1)]
    )
    said = judge(scenario(), found)
    assert (said.verdict, said.reason) == (Verdict.HELD, "1 action, 1 message, 1 completion")


def test_a_fault_that_never_struck_shows_nothing() -> None:
    """Even where a rule seems broken; one that struck too seldom is inconclusive if all else is well."""
    well = {"messages": (message(1, gone=11),)}
    never = facts(action(end=None), probe(), faults=[FaultFacts("refuse", 2, 0)], **well)
    assert judge(scenario(), never).verdict is Verdict.INCONCLUSIVE
    seldom = facts(action(call(10.1)), probe(), faults=[FaultFacts("refuse", 2, 1)], **well)
    assert judge(scenario(), seldom).reason == "the fault refuse has struck 1 times, not 2"
    broken = facts(action(end=None), probe(), faults=[FaultFacts("refuse", 2, 1)], **well)
    assert judge(scenario(), broken).verdict is Verdict.FAILED


def test_a_consumer_that_has_received_nothing_shows_nothing() -> None:
    """Unless it has died, which is told as that, or the scenario has no messages."""
    deaf = facts(action(end=None), probe())
    assert judge(scenario(), deaf).reason == "the consumer has received nothing"
    quiet = facts(action(call(10.1)), probe())
    assert judge(scenario(hears=False), quiet).verdict is Verdict.HELD
    dead = facts(action(), probe(), process=ProcessFacts(alive=False, exits=["it ended with code 1"]))
    assert judge(scenario(), dead).reason == "it ended with code 1"


def test_a_consumer_that_speaks_on_the_bus_is_heard_by_what_it_ends() -> None:
    """It makes no call; one that ends nothing has shown nothing."""
    speaks = replace(facts(action(), probe()), source="rabbit")
    assert judge(scenario(), speaks).verdict is Verdict.HELD
    silent = replace(facts(action(end=None), action(end=None, probe=True)), source="rabbit")
    assert judge(scenario(), silent).reason == "the consumer has received nothing"


def test_a_story_that_was_stuck_though_no_rule_is_broken_is_inconclusive() -> None:
    """It says what it has waited for."""
    found = facts(action(call(10.1)), probe(), messages=(message(1, gone=11),))
    assert judge(scenario(), found, "the third copy").reason == "the third copy"


def test_all_broken_rules_are_told_and_the_process_first() -> None:
    """The reason is the first of them."""
    dead = ProcessFacts(alive=False, exits=["it ended with code 1"])
    found = facts(action(end=None), messages=(message(1),), process=dead)
    said = judge(scenario(), found)
    assert [broken.rule for broken in said.broken] == ["U4", "U1", "U3", "U5"]
    assert said.reason == "it ended with code 1"


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([Verdict.HELD, Verdict.NOT_APPLICABLE, Verdict.PENDING], 0),
        ([Verdict.HELD, Verdict.FAILED, Verdict.INCONCLUSIVE], 6),
        ([Verdict.HELD, Verdict.INCONCLUSIVE], 7),
        ([Verdict.NOT_APPLICABLE], 7),
        ([], 7),
    ],
)
def test_verdicts_make_the_exit_code(verdicts: list[Verdict], code: int) -> None:
    """A run in which nothing held has shown nothing."""
    assert exit_code(verdicts) == code


def test_scenarios_are_left_out_for_three_reasons_alone() -> None:
    """The source, an ability, and being attached."""
    working = scenario(needs=Needs(abilities=frozenset({"work"}), restart=True, sources=("mns",)))
    command = {"command": ["true"], "abilities": ["work"]}
    assert not_applicable(working, Profile(**command)) == ""
    assert not_applicable(working, Profile(command=["true"])) == 'ability "work" not declared'
    assert not_applicable(working, Profile(**command, source="push")) == "not over push"
    attached = Profile(attach=True, abilities=["work"])
    assert not_applicable(working, attached) == "attached: it cannot be restarted"


def test_what_is_unwise_is_a_warning() -> None:
    """Completions without a ClientToken, short visibility, short polls, the account's own key."""
    polls = [call(each, "ReceiveMessage", wait_seconds=0, key_id="root") for each in range(21)]
    again = message(1, 5, gone=11)
    found = facts(action(call(10.1)), messages=(again,), calls=polls, root_key="root")
    assert len(warnings(found)) == 4
    token = call(10.1, client_token="t")
    assert warnings(facts(action(token), messages=(message(1, gone=11),))) == []
