"""Outcomes in a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from scalehook.simulate.outcome import HookOutcome, LevelOutcome, SeedOutcome, lost
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.keeping import BadKept, Kept

FILE = Path(__file__).parent / "short.yaml"
ONE = replace(
    lost(4, "ended"),
    hooks={"web/warm": HookOutcome(3, 2, 1, 0, 2, [5, 9])},
    capacity={"web": LevelOutcome(0.1, 3, [0, 3])},
    decisions=[("drop", "x", 1)],
    violations=["a wait has never ended"],
)


@pytest.fixture(scope="module")
def study() -> Study:
    return read_scenario(FILE)


def test_there_again(study: Study, tmp_path: Path) -> None:
    """What was kept is read as it was, for the same code, scenario and values only."""
    file = tmp_path / "kept"
    kept = Kept.open(file, "code")
    kept.keep(study, ONE)
    again = Kept.open(file, "code")
    assert again.run == kept.run
    assert again.of(study) == {4: ONE}
    assert Kept.open(file, "other code").of(study) == {}
    changed = replace(study, text=study.text + "# other\n")
    assert again.of(changed) == {}


def test_a_line_that_was_cut(study: Study, tmp_path: Path) -> None:
    """Whoever wrote it was killed: the line is gone, and the next one stands alone."""
    file = tmp_path / "kept"
    kept = Kept.open(file, "code")
    kept.keep(study, ONE)
    kept.keep(study, replace(ONE, seed=5))
    file.write_bytes(file.read_bytes()[:-9])
    again = Kept.open(file, "code")
    assert list(again.of(study)) == [4]
    again.keep(study, replace(ONE, seed=6))
    assert list(Kept.open(file, "code").of(study)) == [4, 6]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("seed,ended\n", "kept:1 cannot be read"),
        ('{"format": "init/1", "run": "x"}\n', "has no outcomes"),
        ('{"format": "simulate-outcomes/1", "run": "x"}\n[1]\n', "kept:2 cannot be read"),
        ('{"format": "simulate-outcomes/1", "run": "x"}\n{"point": "p"}\n', "kept:2 cannot be read"),
        ('{"format": "simulate-outcomes/1", "run": "x"}\n{"point": "p", "outcome": {}}\n', "kept:2"),
    ],
)
def test_another_file(text: str, problem: str, tmp_path: Path) -> None:
    """Is left as it is, and the place is told."""
    file = tmp_path / "kept"
    file.write_text(text)
    with pytest.raises(BadKept, match=problem):
        Kept.open(file, "code")
    assert file.read_text() == text


def test_a_seed_that_nobody_saw_the_end_of() -> None:
    """Is not whole, and says what has ended it."""
    found: SeedOutcome = lost(7, "worker")
    assert (found.seed, found.ended, found.whole) == (7, "worker", False)
