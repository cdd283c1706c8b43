"""Which value is enough?"""

from dataclasses import replace
from pathlib import Path

import pytest

from scalehook.kit.documents import BadDocument
from scalehook.simulate.outcome import HookOutcome, SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.sweep import BadSweep, Sweep, check, sweep

FILE = Path(__file__).parents[3] / "examples/simulate/drain.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return read_scenario(FILE)


@pytest.fixture(scope="module")
def one(study: Study) -> SeedOutcome:
    return play(study, 0)


def test_by_halves(study: Study, one: SeedOutcome) -> None:
    """The smallest that holds is found with few looks."""
    looks: list[int] = []

    def run(other: Study) -> list[SeedOutcome]:
        value = int(other.overrides[-1].value)
        looks.append(value)
        in_time = 1000 if value >= 600 else 900 + value // 10
        hooks = {"web/warm": HookOutcome(1000, in_time, 1000 - in_time, 0, 0, [1] * in_time)}
        return [replace(one, seed=seed, hooks=hooks) for seed in range(20)]

    answer = sweep(study, Sweep.read("heartbeat_timeout=60..1800"), 0.999, run)
    assert answer.smallest is not None
    assert 600 <= int(answer.smallest.value) < 660
    assert len(looks) <= 9
    assert str(answer).startswith(f"heartbeat_timeout={answer.smallest.value} keeps at least 99.90 %")


def test_a_list_of_values(study: Study, one: SeedOutcome) -> None:
    """All are tried; where none is enough, or nobody can tell, it says so."""
    hook = HookOutcome(10, 9, 1, 0, 0, [1] * 9)
    bad = [replace(one, seed=seed, hooks={"web/warm": hook}) for seed in range(20)]
    answer = sweep(study, Sweep.read("heartbeat_timeout=60,600"), 0.999, lambda _: bad)
    assert "none of these values" in str(answer)
    fine = [replace(one, hooks={"web/warm": HookOutcome(10, 10, 0, 0, 0, [1] * 10)})]
    answer = sweep(study, Sweep.read("heartbeat_timeout=60,600"), 0.999, lambda _: fine)
    assert "undecided for 60 to 600: more --seeds" in str(answer)


def test_seeds_that_were_cut_off(study: Study, one: SeedOutcome) -> None:
    """Speak against a value."""
    cut_off = [replace(one, ended="events")]
    answer = sweep(study, Sweep.read("heartbeat_timeout=60,600"), 0.9, lambda _: cut_off)
    assert "none of these values" in str(answer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "heartbeat_timeout",
        "a=",
        "a=,",
        "a=9..3",
        "a=9..9",
        "a=5s..9",
        "=3",
        "a=1..9/0",
        "a=1..99999999/1",
    ],
)
def test_what_is_no_sweep(text: str) -> None:
    """Is refused."""
    with pytest.raises(BadSweep):
        Sweep.read(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=600,60,60", ["60", "600"]),
        ("a=2m,90s,1h", ["90s", "2m", "1h"]),
        ("a=5%,0.5%", ["0.5%", "5%"]),
        ("a=CONTINUE,ABANDON", ["CONTINUE", "ABANDON"]),
    ],
)
def test_values(text: str, values: list[str]) -> None:
    """Ascend, each once; what is no quantity stays as it was said."""
    assert Sweep.read(text).values == values


@pytest.mark.parametrize(
    ("text", "hook", "problem"),
    [
        ("heartbeat_timeout=60,9", "", r"drain.yaml:\d+:\d+: HeartbeatTimeout: Input should be"),
        ("heartbeat_timeout=1..60", "", r"drain.yaml:\d+:\d+: HeartbeatTimeout: Input should be"),
        ("heartbeat_timout=60,90", "", "did you mean heartbeat_timeout?"),
        ("drian.heartbeat_timeout=60,90", "", "did you mean drain?"),
        ("consumers.wroker.concurrency=1,2", "", "did you mean worker?"),
        ("consumers.worker.concurency=1,2", "", 'did you mean "concurrency"'),
        ("consumers.worker.concurrency=1,2", "nope", r"there is no hook 'nope' in the stack \(web/"),
    ],
)
def test_what_cannot_be_swept(study: Study, text: str, hook: str, problem: str) -> None:
    """Is told before anything is played, with its place or the nearest name."""
    with pytest.raises((BadSweep, BadDocument), match=problem):
        check(study, Sweep.read(text), hook)


def test_what_the_file_leaves_out(study: Study) -> None:
    """Can be given nevertheless, where it has defaults."""
    check(study, Sweep.read("faults.drop=1%,2%"), "")
    assert study.with_(Override("limits.real", "5s")).scenario.limits.real == 5
