"""What one seed does: results, limits, keys that keep draws apart."""

from itertools import count
from pathlib import Path

import pytest

from scalehook.simulate import weight
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import BadStack, Plan, Run, play
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import Study, parse, read_scenario

FILE = Path(__file__).parents[3] / "examples/simulate/drain.yaml"


@pytest.fixture(scope="module")
def study() -> Study:
    return read_scenario(FILE)


def played(study: Study, **changes: str) -> SeedOutcome:
    overrides = [Override(path.replace("__", "."), value) for path, value in changes.items()]
    return play(study.with_(*overrides), 1)


def test_results(study: Study) -> None:
    """Add up."""
    outcome = played(study)
    assert outcome.whole and not outcome.violations
    for hook in outcome.hooks.values():
        assert hook.in_time == len(hook.times)
        assert hook.in_time + hook.timed_out <= hook.actions
    assert outcome.capacity["web"].most <= 60
    assert outcome.instance_hours > 2 * 2  # two at least, two hours


def test_a_longer_wait_changes_no_draw(study: Study) -> None:
    """What was completed within the shorter one takes exactly as long."""
    short, long = (played(study, drain__heartbeat_timeout=value) for value in ("290", "3000"))
    firsts = [outcome.hooks["web/warm"].times for outcome in (short, long)]
    assert set(firsts[0]) & set(firsts[1])
    assert long.hooks["web/drain"].timed_out == 0


@pytest.mark.parametrize(("limit", "value"), [("events", "1000"), ("kept", "1"), ("real", "1ms")])
def test_limits(study: Study, limit: str, value: str) -> None:
    """A run that passes one is ended, and says which."""
    text = study.text + f"limits: {{{limit}: {value}}}\n"
    run = Run(parse(text, str(FILE)), 1)
    if limit == "kept":
        run.cloud.nodes["fleet"].ledger.size = 2**21
    assert run.play().ended == limit


def test_a_stack_that_cannot_be(study: Study) -> None:
    """Is told with the line of what is refused."""
    text = study.text.replace("max_size: 60", "max_size: 1")
    with pytest.raises(BadStack, match=r"drain.yaml:\d+:\d+: group"):
        play(parse(text, str(FILE)), 1)


def test_a_run_that_grows(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is ended when its process has grown by more than the limit."""
    weights = count(0, 2**21)
    monkeypatch.setattr(weight, "resident", lambda: next(weights))
    outcome = play(parse(study.text + "limits: {memory: 1}\n", study.file), 0)
    assert outcome.ended == "memory" and not outcome.violations


def test_only_what_is_kept_of_the_load(study: Study) -> None:
    """Nothing happens where nothing is asked for."""
    outcome = play(study, 1, Plan(arrivals=[]))
    assert sum(hook.actions for hook in outcome.hooks.values()) == sum(
        hook.actions for name, hook in outcome.hooks.items() if name == "web/warm"
    )


def test_silent_consumers(study: Study) -> None:
    """Leave every wait to its end."""
    text = study.text.replace("fails: 1%", "fails: 100%\n    fails_with: silent").replace("2h", "20m")
    outcome = play(parse(text, str(FILE)), 1)
    assert all(hook.in_time == 0 for hook in outcome.hooks.values())
    assert sum(hook.timed_out for hook in outcome.hooks.values()) > 0
    assert not outcome.violations
