"""Users' own code in a run: consumers of each source under the kit, and load."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from scalehook.simulate.actors.functions import WrongFunction, check_functions
from scalehook.simulate.loop import Unrepeatable
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import Plan, play
from scalehook.simulate.scenario.reading import Study, read_scenario
from scalehook.simulate.study.repeating import check_repeatable

STACK = """\
horizon: 30m
stack:
  queues: [{name: hooks, visibility_timeout: 30}]
  topics: [{name: news, subscriptions: [{name: web, endpoint: "http://127.0.0.1:9/hook"}]}]
  groups:
    - name: web
      min_size: 0
      max_size: 20
      default_cooldown: 0
      configurations: [{name: plain, image_id: img, instance_type: ecs.g7.large}]
      hooks:
        - {name: by-queue, lifecycle_transition: SCALE_OUT, notification_arn: queue/hooks, <<}
        - {name: by-topic, lifecycle_transition: SCALE_OUT, notification_arn: topic/news, <<}
        - {name: alone, lifecycle_transition: SCALE_IN, <<}
""".replace("<<", "heartbeat_timeout: 60")
LOAD = """\
load:
  more: {group: web, add: 2, at: [1m, 9m]}
  less: {group: web, remove: 1, at: [20m]}
"""
SOURCES = {
    "web/by-queue": "queue: hooks",
    "web/by-topic": "push: 'http://127.0.0.1:9/hook'",
    "web/alone": "amqp: workers, hooks: [web/alone]",
}


@dataclass
class Desk:
    """A folder with a scenario, and a module `mine` beside it."""

    folder: Path

    def study(self, code: str, text: str) -> Study:
        (self.folder / "mine.py").write_text(code)
        (self.folder / "x.yaml").write_text(STACK + text)
        return read_scenario(self.folder / "x.yaml")

    def played(self, code: str, text: str, plan: Plan | None = None) -> SeedOutcome:
        return play(self.study(code, text), 1, plan)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def consumers(more: str, sources: dict[str, str] = SOURCES) -> str:
    lines = (f"  c{place}: {{{each}, {more}}}\n" for place, each in enumerate(sources.values()))
    return "consumers:\n" + "".join(lines)


def test_the_kit_works_for_it(desk: Desk) -> None:
    """Three minutes of asyncio's sleep, where the hook waits one: heartbeats and messages are kept."""
    code = "from asyncio import sleep\nasync def drain(action):\n    await sleep(180)\n"
    outcome = desk.played(code, LOAD + consumers("function: 'mine:drain'"))
    assert not outcome.violations
    assert outcome.hooks.keys() == SOURCES.keys()
    for hook in outcome.hooks.values():
        assert hook.in_time == hook.actions
        assert hook.heartbeats >= 2 * hook.actions
        assert all(180_000_000 <= time < 181_000_000 for time in hook.times)
    assert outcome.received_again == 0
    assert outcome.depth["amqp/workers"].most == 1


def test_a_consumer_of_the_kit(desk: Desk) -> None:
    """With its filters, its attempts and its results; what nobody wants is a dead letter in the end."""
    code = """
from scalehook.consumer import Consumer
consumer, tried = Consumer("mine"), []

@consumer.on("SCALE_OUT", hook="by-topic", on_error="CONTINUE", attempts=2)
async def warm(action):
    tried.append(action.token)
    if tried.count(action.token) == 1:
        raise ValueError("once")
    action.abandon()
"""
    outcome = desk.played(code, LOAD + consumers("function: 'mine:consumer'"))
    assert not outcome.violations
    assert outcome.hooks["web/by-topic"].abandoned == outcome.hooks["web/by-topic"].in_time == 2
    assert outcome.hooks["web/by-queue"].in_time == 0
    assert outcome.failures == {"mine:consumer: ValueError: once (mine.py:9)": 2}
    assert outcome.depth["hooks-dead"].most == 2


@pytest.mark.parametrize("source", SOURCES)
def test_modelled_ones(desk: Desk, source: str) -> None:
    """Read the same sources; who begins late finds what has come, except pushes."""
    more = "work: {constant: 20s}, instances: 2, begin: 3m"
    sources = {source: SOURCES[source]}
    outcome = desk.played("", LOAD.replace("[1m,", "[2m30s,") + consumers(more, sources))
    assert not outcome.violations
    hook = outcome.hooks[source]
    assert hook.in_time == hook.actions
    if source == "web/by-topic":
        assert outcome.activities["Successful"] >= 2  # pushed again until somebody listened


def test_late_answers(desk: Desk) -> None:
    """Of an endpoint that answers when the work is done: the topic has pushed again by then."""
    sources = {"web/by-topic": SOURCES["web/by-topic"]}
    late = desk.played("", LOAD + consumers("work: 20s, answer_within: 1m, concurrency: 9", sources))
    soon = desk.played("", LOAD + consumers("work: 20s, concurrency: 9", sources))
    assert late.refused["completion"] > soon.refused.get("completion", 0) == 0


LOADS = """
import random

async def visitors(group):
    while True:
        await group.sleep(random.expovariate(1 / 60))
        if group.serving + group.waiting < 6:
            code = await group.add(1)
            assert code in ("", "ScalingActivityInProgress"), code
        else:
            await group.to(2)
"""


def test_load(desk: Desk) -> None:
    """Sees what its group has come to, ends in time, and can be played again in parts."""
    text = "load:\n  own: {group: web, function: 'mine:visitors', begin: 1m, until: 20m}\n"
    whole = desk.played(LOADS, text)
    assert not whole.violations
    assert 5 <= whole.capacity["web"].most <= 6
    assert sum(whole.activities.values()) > 6
    run = desk.played(LOADS, text, Plan(arrivals=["load/own/0", "load/own/1"]))
    assert sum(run.activities.values()) <= 2
    nothing = desk.played(LOADS, text, Plan(arrivals=[]))
    assert nothing.activities == {}


def test_modules_are_new_to_each_run(desk: Desk) -> None:
    """What one has left there is not another one's."""
    code = """
seen = []
async def drain(action):
    seen.append(1)
    await action.sleep(len(seen))
"""
    study = desk.study(code, LOAD + consumers("function: 'mine:drain'"))
    first, other, again = (play(study, seed) for seed in (1, 2, 1))
    assert first.digest == again.digest != other.digest
    check_repeatable(study, 1)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("def drain(action): pass", "drain must be an `async def`"),
        ("async def drain(): pass", "drain must take one argument"),
        ("async def other(action): pass", "has no attribute 'drain'"),
        ("import nothing_like_this", "No module named 'nothing_like_this'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("from scalehook.consumer import Consumer\ndrain = Consumer('x')", "has no handler"),
    ],
)
def test_what_cannot_be_called(desk: Desk, code: str, problem: str) -> None:
    """Is refused before anything runs."""
    study = desk.study(code, LOAD + consumers("function: 'mine:drain'"))
    with pytest.raises(WrongFunction, match=problem):
        check_functions(study.scenario, desk.folder)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("from time import sleep; sleep(1)", "time.sleep"),
        ("urllib.request.urlopen('http://127.0.0.1:9')", "the look-up of a name"),
        ("subprocess.run(['true'])", "another process"),
        ("await asyncio.to_thread(print)", "a thread"),
    ],
)
def test_what_cannot_be_repeated(desk: Desk, line: str, problem: str) -> None:
    """Ends the study, and is named; so is a seed that is not the same when it is played again."""
    code = f"import asyncio, subprocess, time, urllib.request\nasync def drain(action):\n    {line}\n"
    with pytest.raises(Unrepeatable, match=problem):
        desk.played(code, LOAD + consumers("function: 'mine:drain'"))


def test_what_is_not_the_same_each_time(desk: Desk) -> None:
    """Is found out by playing the first seed twice."""
    code = (
        "import uuid\nasync def drain(action):\n    await action.sleep(uuid.uuid4().int % 1e6 / 1e4)\n"
    )
    study = desk.study(code, LOAD + consumers("function: 'mine:drain'"))
    with pytest.raises(WrongFunction, match="seed 3, played twice, is not the same"):
        check_repeatable(study, 3)


def test_a_load_that_fails(desk: Desk) -> None:
    """Ends the study, with its place: without it nothing would mean anything."""
    text = "load:\n  own: {group: web, function: 'mine:visitors'}\n"
    with pytest.raises(WrongFunction, match=r"load.own: ZeroDivisionError.*\(mine.py:2\)"):
        desk.played("async def visitors(group):\n    1 / 0\n", text)
    study = desk.study("def visitors(group): pass", text)
    with pytest.raises(WrongFunction, match="must be an `async def`"):
        check_functions(study.scenario, desk.folder)
