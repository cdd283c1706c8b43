"""The product under seeded faults: whatever is lost, doubled, late or killed, every wait ends once.

`SCALEHOOK_FAULT_RUNS` says how many seeds of each scenario; each costs a tenth of a second.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario

RUNS = int(os.environ.get("SCALEHOOK_FAULT_RUNS", "100"))
HERE, EXAMPLES = Path(__file__).parent, Path(__file__).parents[3] / "examples/simulate"
SCENARIOS = [EXAMPLES / "faults.yaml", HERE / "everything.yaml"]
BATCHES = 2


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_nothing_is_violated(file: Path, batch: int) -> None:
    """All invariants hold for every seed, and the faults have struck."""
    study, struck = read_scenario(file), Counter[str]()
    for seed in range(batch, RUNS, BATCHES):
        outcome = play(study, seed)
        assert not outcome.violations, f"seed {seed}: {outcome.violations}"
        assert outcome.whole, f"seed {seed}: {outcome.ended}"
        struck.update(outcome.faults)
    assert {"drop", "answer lost", "duplicate", "crash, before commit", "crash, idle"} <= struck.keys()
