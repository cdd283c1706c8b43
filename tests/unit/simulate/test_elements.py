"""Each thing that a scenario can have does what it says, to the moment."""

from pathlib import Path
from typing import Any

import pytest

from scalehook.simulate.actors.load import arrivals
from scalehook.simulate.agenda import SECOND, of_seconds
from scalehook.simulate.chance import Chance
from scalehook.simulate.node import POINTS
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import Plan, Run
from scalehook.simulate.scenario.reading import parse
from scalehook_contracts.base import Event
from scalehook_contracts.cloud_monitor.group_metrics import SetGroupMetric
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)

STACK = """\
scalehook: simulate/1
horizon: 30m
stack:
  queues: [{name: hooks, visibility_timeout: 900}]
  groups:
    - name: web
      min_size: 0
      max_size: 9
      default_cooldown: 0
      configurations: [{name: plain, image_id: img, instance_type: ecs.g7.large}]
      hooks:
        - name: warm
          lifecycle_transition: SCALE_OUT
          notification_arn: queue/hooks
          heartbeat_timeout: 600
"""
UP = "load: {up: {group: web, add: 2, at: 1m}}\n"
WORKER = "consumers: {w: {queue: hooks, work: 30s, <<}}\n"
HOOKS = STACK[STACK.index("      hooks:") :]
NO_HOOK = STACK.replace(HOOKS, "")


def worker(more: str = "") -> str:
    return WORKER.replace(", <<", f", {more}" if more else "")


class Played:
    """A run of the first seed, and when what happened: in seconds since the load could begin."""

    def __init__(self, text: str, folder: Path = Path()) -> None:
        run = Run(parse(text, str(folder / "x.yaml")), 0, Plan())
        self._seen: list[tuple[int, Event]] = []
        run.cloud.sights.append(
            lambda service, entry: self._seen.extend((run.agenda.now, each) for each in entry.recorded)
        )
        self.outcome: SeedOutcome = run.play()
        assert not self.outcome.violations, self.outcome.violations
        self._begin = run.begin

    def moments(self, kind: type[Event], **having: Any) -> list[int]:
        """Of these events, whole seconds."""
        return [
            (at - self._begin) // SECOND
            for at, event in self._seen
            if type(event) is kind and all(getattr(event, key) == value for key, value in having.items())
        ]

    def times(self) -> list[int]:
        """What the actions of the hook took, in whole seconds."""
        return [time // SECOND for time in self.outcome.hooks["web/warm"].times]


def test_schedules(tmp_path: Path) -> None:
    """At their moments, or again and again from begin until until; a trace as its file has it."""
    (tmp_path / "trace.csv").write_text("at,change\n100,2\n250,0\n400,-1\n")
    played = Played(
        NO_HOOK
        + """load:
  fixed: {group: web, add: 1, at: [10s, 1m]}
  again: {group: web, add: 1, every: 5m, begin: 10m, until: 21m}
  trace: {group: web, csv: trace.csv}
  whole: {group: web, to: 3, at: 25m}
""",
        tmp_path,
    )
    assert played.moments(ScalingActivityStarted) == [10, 60, 100, 400, 900, 1200, 1500]
    assert played.outcome.capacity["web"].most == 5


def test_metric_curves() -> None:
    """Are told each minute, along the lines between their points; rules follow them."""
    text = f"""{NO_HOOK}\
      rules:
        - name: track
          scaling_rule_type: TargetTrackingScalingRule
          metric_name: CpuUtilization
          target_value: 50
          estimated_instance_warmup: 0
"""
    text += """load:
  begin: {group: web, add: 1, at: 1s}
  cpu:
    group: web
    metric: CpuUtilization
    curve: [{at: 1m, value: 60}, {at: 4m, value: 90}, {at: 20m, value: 90}]
"""
    load = parse(text, "x.yaml").scenario.load["cpu"]
    made = [*arrivals("cpu", load, "asg-1", Chance(0), of_seconds(300))]
    told = [each.command for each in made]
    assert [each.at // SECOND for each in made] == [60, 120, 180, 240]
    assert [each.value for each in told if isinstance(each, SetGroupMetric)] == [60, 70, 80, 90]
    assert Played(text).outcome.capacity["web"].most == 9


def test_fleets() -> None:
    """Start as long as their distribution says, fail as often, and there is no more than the stock."""
    slow = "fleet: {start_up: 40s}\n"
    assert Played(NO_HOOK + UP + slow).moments(ScalingActivityEnded) == [100]
    own = "fleet: {start_up: 40s, groups: {web: {start_up: 70s}}}\n"
    assert Played(NO_HOOK + UP + own).moments(ScalingActivityEnded) == [130]
    failing = Played(NO_HOOK + UP + "fleet: {failure_rate: 100%}\n").outcome
    assert failing.activities.keys() == {"Failed"} and not failing.capacity
    few = "fleet: {stock: [{amount: 1, at: 30s, until: 2m}]}\n"
    found = Played(NO_HOOK + UP.replace("at: 1m", "at: [1m, 3m]") + few)
    assert found.moments(ScalingActivityEnded, status_code="Successful")[-1] >= 180
    assert found.outcome.activities["Successful"] < sum(found.outcome.activities.values())


def test_results() -> None:
    """Of two instances that serve from the first minute on: to the second."""
    found = Played(NO_HOOK + UP + "warm_up: 1m\n").outcome
    start = 2  # seconds, as ever
    assert found.capacity["web"].mean == pytest.approx(2 * (29 * 60 - start) / (29 * 60), rel=1e-3)
    assert found.capacity["web"].samples[0] in (0, 2) and found.capacity["web"].samples[-1] == 2
    assert found.instance_hours == pytest.approx(2 * 29 / 60, rel=1e-2)


def test_consumers() -> None:
    """Work as long, with as many at a time; ask for more time, and fail in their own way."""
    assert Played(STACK + UP + worker()).times() == [30]
    short = STACK.replace("heartbeat_timeout: 600", "heartbeat_timeout: 40")
    long_work = worker("heartbeat: {every: 25s, seconds: 40}").replace("work: 30s", "work: 90s")
    kept = Played(short + UP + long_work).outcome.hooks["web/warm"]
    assert (kept.in_time, kept.heartbeats, kept.timed_out) == (1, 3, 0)
    late = Played(short + UP + worker().replace("work: 30s", "work: 90s")).outcome.hooks["web/warm"]
    assert (late.in_time, late.heartbeats, late.timed_out) == (0, 0, 1)
    failed = Played(STACK + UP + worker("fails: 100%, fails_with: ABANDON")).outcome.hooks["web/warm"]
    assert (failed.in_time, failed.abandoned) == (1, 1)
    silent = Played(STACK + UP + worker("fails: 100%, fails_with: silent")).outcome.hooks["web/warm"]
    assert (silent.in_time, silent.timed_out) == (0, 1)


BEFORE, _, GROUP = STACK.partition("    - name: web")
GROUPS = BEFORE + "".join(f"    - name: g{number}{GROUP}" for number in range(4))


@pytest.mark.parametrize(
    ("more", "longest"), [("", 120), ("concurrency: 2", 60), ("instances: 4", 30)], ids=lambda each: each
)
def test_how_many_at_a_time(more: str, longest: int) -> None:
    """Four actions of half a minute, at once."""
    loads = "".join(f"  l{number}: {{group: g{number}, add: 1, at: 1m}}\n" for number in range(4))
    text = GROUPS + f"load:\n{loads}" + worker(more)
    hooks = Played(text).outcome.hooks.values()
    assert max(time // SECOND for hook in hooks for time in hook.times) == longest


@pytest.mark.parametrize(
    ("fault", "struck", "takes"),
    [
        ("latency: 2s", set[str](), range(36, 60)),
        ("duplicate: 100%", {"duplicate"}, range(30, 31)),
        ("delay: {share: 100%, by: 3s}", {"delay"}, range(39, 70)),
        ("reorder: 100%", {"reorder"}, range(30, 40)),
        ("drop: 70%", {"drop", "answer lost"}, range(30, 600)),
        ("partitions: [{one: [message_service], other: [clients], begin: 30s, until: 5m}]",
         {"partition"}, range(300 - 63 + 30, 300 - 60 + 60)),
        ("partitions: [{one: [message_service], other: [clients], begin: 30s, until: 9h}]",
         {"partition"}, range(0)),
    ],
)  # fmt: skip
def test_faults(fault: str, struck: set[str], takes: range) -> None:
    """Strike, are counted, and change what they must; whatever they do, a wait ends once."""
    played = Played(STACK + UP + worker() + f"faults: {{{fault}}}\n")
    assert played.outcome.faults.keys() == struck
    assert played.outcome.rested
    assert played.outcome.hooks["web/warm"].actions == 1
    assert all(time in takes for time in played.times()) and bool(played.times()) == bool(takes)


@pytest.mark.parametrize("where", POINTS)
def test_crashes(where: str) -> None:
    """Strike at each point; a service that is down hears nothing, and forgets nothing."""
    text = STACK + UP + worker("heartbeat: {every: 20s, seconds: 60}")
    crash = f'faults: {{crash: {{every: {{exponential: {{mean: 20s}}}}, down: 2s, where: "{where}"}}}}\n'
    outcome = Played(text + crash).outcome
    assert outcome.faults.keys() == {f"crash, {where}"}
    assert outcome.rested and outcome.hooks["web/warm"].in_time == 1


def test_not_at_rest_in_time() -> None:
    """A run that has not come to rest by its limit is ended, and says so; nothing is called lost."""
    text = STACK.replace("heartbeat_timeout: 600", "heartbeat_timeout: 7200")
    late = UP.replace("at: 1m", "at: 29m")
    outcome = Played(text + late + "limits: {virtual: 1h}\n").outcome
    assert not outcome.rested and outcome.whole
    assert outcome.virtual_seconds <= 30 * 60 + 3600 + 120
    assert Played(text + late + "limits: {virtual: 3h}\n").outcome.rested
