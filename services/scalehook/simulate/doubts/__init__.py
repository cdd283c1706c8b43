"""Why a scenario will hardly show what it is to show. It is right, and runs all the same."""

from collections.abc import Iterator

from scalehook.kit.documents import Mapping, Problems, read
from scalehook.simulate.doubts.capacity import capacity
from scalehook.simulate.doubts.doubt import Doubt
from scalehook.simulate.doubts.habits import habits
from scalehook.simulate.doubts.moments import moments
from scalehook.simulate.doubts.timing import timing
from scalehook.simulate.doubts.wiring import Wiring
from scalehook.simulate.scenario.marks import mark_of
from scalehook.simulate.scenario.reading import Study


def doubts(study: Study) -> list[str]:
    """A line for each, with its place in the file, in the order of lines."""
    root = read(study.text, study.file)
    assert isinstance(root, Mapping)
    problems = Problems(study.file)
    for doubt in _all(study):
        problems.add(mark_of(root, doubt.path), doubt.text)
    return problems.lines()


def _all(study: Study) -> Iterator[Doubt]:
    wiring = Wiring.of(study)
    yield from timing(study.scenario, wiring)
    yield from habits(study.scenario, wiring)
    yield from capacity(study.scenario, wiring)
    yield from moments(study.scenario)
