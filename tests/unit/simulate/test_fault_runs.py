"""The product under seeded faults: whatever is lost, doubled, late or killed, every wait ends once.

A hundred short runs, each the life of a few instances, and some long ones with everything in them.
Ten thousand short ones are `make fault-runs`; each costs ten milliseconds of a processor. Mistakes that
were planted (commits of which nothing is published, timers and waits that are lost, duplicates that are
handled) are found by the eighth short run and the fourth long one, or by none of two hundred.
"""

from collections import Counter
from pathlib import Path

import pytest

from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario
from support.thoroughness import tries

SHORT_RUNS, LONG_RUNS = tries(100), tries(6)
SHORT_BATCHES, LONG_BATCHES = 2, 1
HERE, EXAMPLES = Path(__file__).parent, Path(__file__).parents[3] / "examples/simulate"
USUAL = {"drop", "answer lost", "duplicate", "reorder", "crash, before commit", "crash, idle"}


@pytest.mark.parametrize("batch", range(SHORT_BATCHES))
def test_short_runs(batch: int) -> None:
    """All invariants hold for every seed, and the faults have struck."""
    struck = _struck(HERE / "short.yaml", range(batch, SHORT_RUNS, SHORT_BATCHES))
    assert struck.keys() >= USUAL


@pytest.mark.parametrize("batch", range(LONG_BATCHES))
@pytest.mark.parametrize(
    "file", [EXAMPLES / "faults.yaml", HERE / "everything.yaml"], ids=lambda f: f.stem
)
def test_long_runs(file: Path, batch: int) -> None:
    """The same, with all that a scenario can have."""
    struck = _struck(file, range(batch, LONG_RUNS, LONG_BATCHES))
    assert struck.keys() >= USUAL - {"reorder"}


def _struck(file: Path, seeds: range) -> Counter[str]:
    study, struck = read_scenario(file), Counter[str]()
    for seed in seeds:
        outcome = play(study, seed)
        assert not outcome.violations, f"seed {seed}: {outcome.violations}"
        assert outcome.whole, f"seed {seed}: {outcome.ended}"
        assert outcome.rested, f"seed {seed} has not come to rest"
        struck.update(outcome.faults)
    return struck
