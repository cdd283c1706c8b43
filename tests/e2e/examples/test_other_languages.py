"""Consumers in Go, Java and Node, and the one with the Python SDK of MNS, each at a queue."""

from pathlib import Path

import pytest

from scalehook.certify.profile import read
from scalehook.certify.scenarios import duplicate, early, killed, sigterm
from scalehook.certify.verdict import Verdict
from scalehook.testing.cloud import Cloud
from scalehook.testing.throwaway import NoServer, docker_runs
from support.certify.playing import played
from support.examples.example import GO, JAVA, NODE, QUEUE_CONSUMER, Example
from support.examples.image import image_of
from support.examples.trial import Trial
from support.patience import wait_until

EXAMPLES = [GO, JAVA, NODE, QUEUE_CONSUMER]
OF_OTHER_LANGUAGES = [GO, JAVA, NODE]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.folder)
def test_a_consumer_of_a_queue(scalehook_session: Cloud, example: Example, tmp_path: Path) -> None:
    """It works for longer than the hook waits, throws away what is no notification, survives an empty
    queue, deletes after the work, and hands back what it has in hand when it is told to stop.
    """
    example.make()
    cloud = scalehook_session
    queue = cloud.queue("work")
    trial = Trial(
        cloud, example, cloud.group(max_size=5), tmp_path,
        listens=lambda _: cloud.stack.control.readers.waits("work"),
        environment={"SCALEHOOK_CERTIFY_QUEUE": "work"},
    )  # fmt: skip
    trial.hook(queue)
    queue.send("no notification")
    with trial.run() as running:
        trial.works_long(running)
        assert (queue.depth, queue.attributes.inactive_messages) == (0, 0)
        action = trial.stops_at_work(running)
        cloud.advance(2, patience=0)
        assert queue.depth == 1  # given back at once: long before its visibility was over
    with trial.run() as running:
        trial.goes_on(running, action)
        wait_until(lambda: not queue.attributes.inactive_messages, running.problem)
        assert trial.group.states == ["InService", "InService"]


@pytest.mark.parametrize("example", OF_OTHER_LANGUAGES, ids=lambda example: example.folder)
def test_it_is_certified(example: Example) -> None:
    """By its own profile: a copy does no harm, and what is refused is tried again."""
    example.make()
    profile = read(example.path / "certify.yaml")
    outcomes = played(profile, duplicate.SCENARIO, early.SCENARIO, keep=True)
    told = {each.scenario.name: (each.verdict, each.judgement.reason) for each in outcomes}
    assert {verdict for verdict, _ in told.values()} == {Verdict.HELD}, told


def test_an_image_is_certified() -> None:
    """It reaches the stack by loopback, is told all that it needs, and hears the signals that end it."""
    if not docker_runs():
        raise NoServer("no Docker Engine answers")
    GO.make()
    with image_of(GO.path / GO.command[0]) as image:
        profile = read(GO.path / "certify.yaml").model_copy(update={"command": [], "container": image})
        [killed_, sigterm_] = played(profile, killed.SCENARIO, sigterm.SCENARIO)
    for outcome in (killed_, sigterm_):
        assert outcome.verdict is Verdict.HELD, (outcome.judgement, outcome.timeline, outcome.stderr)
        assert outcome.facts is not None
        assert (outcome.facts.process.stubborn, outcome.facts.process.alive) == ("", True)
