"""A service that loses something is found out; the run can be played again, and made less."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.simulate.ledger import Ledger
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.replaying import BadReplay, Replay, read, written
from scalehook.simulate.study.shrinking import Shrinker, kind
from scalehook.simulate.study.version import VERSION

FILE = Path(__file__).parents[3] / "examples/simulate/faults.yaml"
SEEDS = 30


@pytest.fixture(scope="module")
def study() -> Study:
    return read_scenario(FILE)


@pytest.fixture(scope="module")
def forgetful() -> Iterator[None]:
    """Journals that do not know what was not published yet."""
    with pytest.MonkeyPatch.context() as patch:
        keep = Ledger.keep

        def forget(self: Ledger, *given: object) -> None:
            keep(self, *given)  # type: ignore[arg-type]
            self.unpublished.clear()

        patch.setattr(Ledger, "keep", forget)
        yield


@pytest.fixture(scope="module")
def violated(study: Study, forgetful: None) -> SeedOutcome:
    outcomes = (play(study, seed) for seed in range(SEEDS))
    return next(outcome for outcome in outcomes if outcome.violations)


def test_it_can_be_played_again(study: Study, violated: SeedOutcome) -> None:
    """By a text of one line: the same bytes, the same violation."""
    text = written(study, Replay(violated.seed))
    assert len(text) < 200
    again = read(study, text)
    outcome = play(study.with_(*again.overrides), again.seed, again.plan)
    assert (outcome.digest, outcome.violations) == (violated.digest, violated.violations)


def test_all_decisions_are_the_run(study: Study, violated: SeedOutcome) -> None:
    """The list of what has struck is as good as the draws."""
    outcome = play(study, violated.seed, Replay(violated.seed).plan.__class__(violated.decisions))
    assert outcome.digest == violated.digest


def test_it_can_be_made_less(study: Study, violated: SeedOutcome) -> None:
    """What is left still violates it; nothing can be left out."""
    shrunk = Shrinker(study, violated.seed, seconds=600).shrink(violated)
    assert shrunk.least
    assert len(shrunk.plan.decisions or []) < len(violated.decisions) / 4
    assert 0 < len(shrunk.plan.arrivals or []) < len(violated.arrivals)
    text = written(study, Replay(violated.seed, (), shrunk.plan))
    outcome = play(study, violated.seed, read(study, text).plan)
    assert kind(outcome.violations[0]) == kind(violated.violations[0])


def test_commands(violated: SeedOutcome) -> None:
    """A study prints a text, `--shrink` another one; each plays what it was printed for."""
    one = [str(FILE), "--first", str(violated.seed), "--seeds", "1", "--jobs", "1"]
    shown = simulated(*one, "--shrink")
    assert "violations: in 1 seeds" in shown and "; nothing more can be left out (" in shown
    whole, least = re.findall(r"^ *again: --replay (shr1:\S+)$", shown, re.MULTILINE)
    again = simulated(str(FILE), "--replay", whole).splitlines()
    assert again[-1].split()[0] == violated.digest
    assert again[:-1] == [f"seed {violated.seed}: {each}" for each in violated.violations]
    again = simulated(str(FILE), "--replay", least, "--shrink").splitlines()
    assert kind(violated.violations[0]) in kind(again[0])
    assert again[-1] == f"  again: --replay {least}"


def simulated(*arguments: str) -> str:
    shown = CliRunner().invoke(app, ["simulate", *arguments])
    assert shown.exit_code == 6, shown.output
    return shown.stdout


def test_interrupted(study: Study, violated: SeedOutcome) -> None:
    """What has been left out until then stays out."""
    shrinker = Shrinker(study, violated.seed)
    shrinker.interrupts.asked = True
    shrunk = shrinker.shrink(violated)
    assert not shrunk.least and shrunk.plan.decisions == violated.decisions


@pytest.mark.parametrize(
    ("text", "problem"),
    [("hello", "begins with shr1:"), ("shr1:!!", "damaged"), ("shr1:AAAA", "damaged")],
)
def test_what_is_no_replay(study: Study, text: str, problem: str) -> None:
    """Is refused in words."""
    with pytest.raises(BadReplay, match=problem):
        read(study, text)


def test_of_another_scenario(study: Study) -> None:
    """A text that was written for it is refused; other values of the same one come with the text."""
    other = read_scenario(FILE.with_name("drain.yaml"))
    with pytest.raises(BadReplay, match="another scenario"):
        read(other, written(study, Replay(3)))
    override = Override("heartbeat_timeout", "90")
    assert read(study, written(study, Replay(3, (override,)))).overrides == (override,)


@pytest.mark.parametrize(
    "parts",
    [
        {}, {"seed": "1"}, {"seed": -1}, {"seed": 1, "load": 5}, {"seed": 1, "load": [{}]},
        {"seed": 1, "faults": 5}, {"seed": 1, "faults": [["drop", "x"]]}, {"seed": 1, "set": [["a"]]},
    ],
)  # fmt: skip
def test_a_damaged_text(study: Study, parts: dict[str, object]) -> None:
    """Is refused, whatever of it is something else."""
    said = {"version": VERSION, "scenario": study.sha[:16], **parts}
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(said).encode())).decode()
    with pytest.raises(BadReplay, match="it is damaged"):
        read(study, f"shr1:{packed}")
