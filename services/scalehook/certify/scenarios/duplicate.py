"""The same notification twice, while the work runs and after it."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules import calm, ended_well, nothing_left
from scalehook.certify.scenario import Needs, Scenario, counted
from scalehook.certify.stage import Stage

COPIES = 2


def story(stage: Stage) -> None:
    """A second copy comes at once, a third one second after the end."""
    faults = stage.cloud.faults
    with (
        stage.fault(faults.double(group=stage.group.id, after="start")),
        stage.fault(faults.double(group=stage.group.id, after="end", seconds=1)),
    ):
        action = stage.scale_out()
        stage.until_ended(action)
        stage.until_received(1 + COPIES)


def summary(facts: Facts) -> str:
    """Such as `2 copies, 1 completion`."""
    completed = sum(len(action.completions()) for action in facts.story_actions())
    return f"{COPIES} copies, {counted(completed, 'completion')}"


SCENARIO = Scenario(
    name="duplicate",
    since="0.1.0",
    what="A copy of the notification comes at once, and another one second after the end.",
    must="The action is completed before its deadline, at most 3 calls come later; no copy is left.",
    why="Queues deliver at least once: the second copy of a notification must do no harm, nor stay.",
    source="https://github.com/aws/aws-node-termination-handler/issues/307",
    story=story,
    rules=(ended_well(), calm(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
    summary=summary,
)
