"""Each scenario against a good consumer, and against one that makes the very mistake."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.scenario import Scenario
from scalehook.certify.scenarios import SCENARIOS
from scalehook.certify.verdict import Verdict
from scalehook.embedded import EmbeddedStack
from scalehook.testing.cloud import Cloud
from scalehook.testing.serving import new_gateway, serving
from support.certify.lockstep import play
from support.certify.minds import Mind
from support.certify.mistakes import MISTAKES


@dataclass(frozen=True)
class House:
    """A stack with a chronicle, for one scenario after the other."""

    cloud: Cloud
    chronicle: Chronicle


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """In lockstep nothing jumps by itself."""
    chronicle = Chronicle()
    stack = EmbeddedStack(new_gateway(), witness=chronicle)
    with serving(stack) as (port, loop):
        cloud = Cloud(stack, port, loop, chronicle)
        with closing(cloud.aio):
            yield House(cloud, chronicle)


def by_name(scenario: Scenario) -> str:
    """For the ids of tests."""
    return scenario.name


@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_name)
def test_a_good_consumer_holds(house: House, scenario: Scenario) -> None:
    """And the fault has struck, else nothing would be shown."""
    outcome = play(house.cloud, house.chronicle, scenario, Mind)
    assert outcome.verdict is Verdict.HELD, (outcome.judgement, outcome.timeline)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_name)
def test_a_bad_consumer_fails(house: House, scenario: Scenario) -> None:
    """By the rule that is there for its mistake."""
    mistake, rule = MISTAKES[scenario.name]
    outcome = play(house.cloud, house.chronicle, scenario, mistake)
    assert outcome.verdict is Verdict.FAILED, (outcome.judgement, outcome.timeline)
    assert rule in [broken.rule for broken in outcome.judgement.broken], outcome.judgement


def test_a_fault_that_did_not_strike_shows_nothing(house: House) -> None:
    """A consumer that is gone before is no better for it."""

    class Absent(Mind):
        def step(self) -> bool:
            return False

    faulty = [each for each in SCENARIOS if each.name in ("early", "answer-lost", "throttled")]
    outcomes = [play(house.cloud, house.chronicle, each, Absent) for each in faulty]
    assert [each.verdict for each in outcomes] == [Verdict.INCONCLUSIVE] * 3
    assert "has never struck" in outcomes[0].judgement.reason


def test_each_scenario_says_what_it_is_about() -> None:
    """One sentence each, and a public report or our own."""
    names = [scenario.name for scenario in SCENARIOS]
    assert sorted(names) == sorted(MISTAKES)
    for scenario in SCENARIOS:
        assert all(text.endswith(".") for text in (scenario.what, scenario.must, scenario.why))
        assert scenario.source.startswith(("https://", "found with "))
