"""One message of sixteen cannot be read."""

from scalehook.certify.rules import ended_well, received_at_most
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage
from scalehook.gateway.faults.poison import body
from scalehook.testing.builders import Group

GOOD = 15


def before(stage: Stage) -> None:
    """All are in the queue before anybody reads: a good one each of as many groups, and one bad one."""
    groups = [stage.group, *stage.neighbours(GOOD - 1)]
    place = stage.random.randrange(GOOD)
    begin(stage, groups[:place])
    stage.send(body("not_json"))
    begin(stage, groups[place:])


def begin(stage: Stage, groups: list[Group]) -> None:
    """An action in each; returns when they wait."""
    started = stage.chronicle.started
    waiting = len(started) + len(groups)
    for group in groups:
        group.scale(1)
    stage.cloud.run_until(lambda: len(started) == waiting, "1h", patience=0)


def story(stage: Stage) -> None:
    """All are received at once, if the consumer takes so many."""
    stage.until_received(GOOD + 1)
    stage.until(lambda: len(stage.chronicle.ends) == GOOD, f"{GOOD} waits end")


SCENARIO = Scenario(
    name="poison-in-batch",
    since="0.1.0",
    what="16 messages are there at once, one of them no JSON.",
    must="The 15 others are completed; none is received more than 10 times.",
    why="A batch is not one message: what one of them does must not concern the others.",
    source="https://github.com/github-aws-runners/terraform-aws-github-runner/pull/5215",
    before=before,
    story=story,
    rules=(ended_well(at_least=GOOD), received_at_most()),
    needs=Needs(restart=True, sources=("mns",)),
)
