"""Whether users' functions do the same each time: only then the same seed gives the same bytes."""

from scalehook.simulate.actors.functions import WrongFunction
from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import Study


def check_repeatable(study: Study, seed: int) -> None:
    """Plays it twice where the scenario names functions; WrongFunction where that makes a difference."""
    if not study.scenario.has_functions:
        return
    first, second = (play(study, seed) for _ in range(2))
    if first.digest != second.digest:
        raise WrongFunction(
            f"{study.file}: seed {seed}, played twice, is not the same: a function of yours draws from "
            "something else than `random`, looks at the real time, or keeps what it has seen"
        )
