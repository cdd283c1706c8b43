"""Lifecycle actions per second of simulation, in one process and on all cores."""

import time
from pathlib import Path

from benchmarks.extent import Extent
from benchmarks.row import Row
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario
from scalehook.simulate.study.pool import Pool, cores

FILE = Path(__file__).parent / "simulated.yaml"
SEEDS = 8  # of an hour each: a second of processor time


async def rows(extent: Extent) -> list[Row]:
    """Without faults; a group that goes up and down by one instance, and a consumer."""
    count = extent.count(SEEDS)
    study = read_scenario(FILE)
    play(study, 0)
    started = time.process_time()
    alone = _actions([play(study, seed) for seed in range(count)]) / (time.process_time() - started)
    pool = Pool(cores())
    try:
        list(pool.outcomes(study, range(cores())))  # the processes start
        started = time.perf_counter()
        together = _actions(list(pool.outcomes(study, range(count)))) / (time.perf_counter() - started)
    finally:
        pool.close()
    return [
        Row("simulated_one", alone, "actions/s of CPU", "one process"),
        Row("simulated_all", together, "actions/s", f"{cores()} processes"),
    ]


def _actions(outcomes: list[SeedOutcome]) -> int:
    return sum(hook.actions for outcome in outcomes for hook in outcome.hooks.values())
