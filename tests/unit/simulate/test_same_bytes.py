"""The same seed gives the same bytes."""

import subprocess
import sys
from pathlib import Path

import pytest

from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario

FILE = Path(__file__).parent / "everything.yaml"
PROGRAM = """
import sys
from pathlib import Path
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario
study = read_scenario(Path(sys.argv[1]))
print(*(play(study, seed).digest for seed in range(3)))
"""


@pytest.fixture(scope="module")
def forwards() -> list[str]:
    study = read_scenario(FILE)
    return [play(study, seed).digest for seed in range(3)]


def test_twice_and_in_any_order(forwards: list[str]) -> None:
    """What ran before in this process makes no difference."""
    study = read_scenario(FILE)
    backwards = [play(study, seed).digest for seed in reversed(range(3))]
    assert forwards == backwards[::-1]
    assert len(set(forwards)) == 3


def test_in_another_process(forwards: list[str]) -> None:
    """Nor do the hashes of texts, or the time zone."""
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM, FILE],
        env={"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "SCALEHOOK_REGION": "cn-beijing"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.split() == forwards
