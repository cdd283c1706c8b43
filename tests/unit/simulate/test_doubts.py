"""Scenarios that are right, and will hardly show what they are to show."""

from pathlib import Path

import pytest

from scalehook.simulate.doubts import doubts
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.reading import parse, read_scenario

EXAMPLES = Path(__file__).parents[3] / "examples/simulate"
STACK = """\
horizon: 1h
stack:
  queues:
    - {name: hooks, visibility_timeout: 60}
  groups:
    - name: web
      min_size: 0
      max_size: 9
      configurations: [{name: plain, image_id: img, instance_type: ecs.g7.large}]
      hooks:
        - {name: drain, lifecycle_transition: SCALE_IN, notification_arn: queue/hooks,
           heartbeat_timeout: 300}
"""


def told(text: str) -> list[str]:
    return doubts(parse(STACK + text, "x.yaml"))


def worker(more: str) -> str:
    return f"consumers:\n  w: {{queue: hooks, {more}}}\n"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (worker("work: 61s"),
         "x.yaml:14:6: consumers.w: 1 % of its work takes longer than 61s, and queue hooks shows a "
         "message again after 60s: it is worked on twice"),
        (worker("work: 301s, style: delete_first"),
         "x.yaml:14:6: consumers.w: 1 % of its work takes longer than 301s, and hook web/drain waits "
         "300s: without a heartbeat they time out"),
        (worker("work: 500s, style: delete_first, heartbeat: {every: 400s, seconds: 600}"),
         "x.yaml:14:6: consumers.w: its first heartbeat comes after 400s, and hook web/drain waits "
         "300s"),
        (worker("work: 2h, style: delete_first, heartbeat: {every: 60s, seconds: 90}"),
         "x.yaml:14:6: consumers.w: 1 % of its work takes longer than 7200s, and 20 heartbeats, all "
         "that hook web/drain takes, are over after 1500s"),
        (worker("heartbeat: {every: 60s, seconds: 30}"),
         "x.yaml:14:6: consumers.w: a heartbeat asks for 30s, and the next comes after 60s"),
        ("load:\n  a: {group: web, remove: 1, every: 30s}\n" + worker("work: 50s"),
         "x.yaml:16:3: load brings up to 120 actions an hour to queue hooks, and its consumers can "
         "work off 72"),
        (worker("begin: 2h"), "x.yaml:14:6: consumers.w: it begins at 7200s, and the horizon is 3600s"),
        ("load:\n  a: {group: web, add: 1, at: [2h]}\n" + worker("work: 1s"),
         "x.yaml:14:6: load.a: it begins at 7200s, and the horizon is 3600s: it never happens"),
        ("warm_up: 1h\n" + worker("work: 1s"),
         "x.yaml:13:10: nothing is counted before 3600s, and the horizon is 3600s"),
        ("seeds: 1\n",
         "x.yaml:3:3: nobody reads queue hooks: every wait of hook web/drain times out"),
    ],
)  # fmt: skip
def test_one_doubt(text: str, doubt: str) -> None:
    """Has its line and column, and says what would come of it."""
    assert told(text) == [doubt]


@pytest.mark.parametrize(
    "text",
    [
        worker("work: 59s"),
        worker("work: 500s, style: delete_first, heartbeat: {every: 60s, seconds: 90}"),
        "load:\n  a: {group: web, add: 1, every: 1s}\n" + worker("work: 50s"),  # no hook holds it
        "load:\n  a: {group: web, remove: 1, every: 30s}\n" + worker("work: 50s, instances: 2"),
        "load:\n  a: {group: web, remove: 1, at: [5m]}\n" + worker("work: {exponential: {mean: 10s}}"),
        worker("function: mine:work"),
    ],
)
def test_no_doubt(text: str) -> None:
    """What may well work is not warned of, nor what nobody can know."""
    assert told(text) == []


def test_a_consumer_of_another_queue() -> None:
    """It is said that it gets no work."""
    text = STACK.replace("queues:\n", "queues:\n    - {name: other}\n")
    text += "consumers:\n  w: {queue: hooks}\n  v: {queue: other}\n"
    assert doubts(parse(text, "x.yaml")) == [
        "x.yaml:16:6: consumers.v: no hook tells queue other: it gets no work"
    ]


def test_other_values() -> None:
    """What `--set` says counts, at the place of what it takes the place of."""
    study = parse(STACK + worker("work: 1s"), "x.yaml").with_(Override("consumers.w.work", "61s"))
    [doubt] = doubts(study)
    assert doubt.startswith("x.yaml:14:6: consumers.w: 1 % of its work takes longer than 61s")


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_examples(file: Path) -> None:
    """Only that is doubted what they are about: how often it is too late."""
    for doubt in doubts(read_scenario(file)):
        assert "% of its work takes longer" in doubt
