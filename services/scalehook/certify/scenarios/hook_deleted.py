"""Messages of a hook that is no more."""

from scalehook.certify.rules import calm, nothing_left
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage

LATER_SECONDS = 5


def story(stage: Stage) -> None:
    """It is deleted when its wait begins, which ends that; a copy of the message comes later."""
    faults = stage.cloud.faults
    copy = faults.double(group=stage.group.id, after="end", seconds=LATER_SECONDS)
    with stage.fault(copy), stage.fault(faults.delete_hook(group=stage.group.id)):
        stage.until_ended(stage.scale_out())
        stage.until_received(2)


SCENARIO = Scenario(
    name="hook-deleted",
    since="0.1.0",
    what="The hook is deleted when its wait begins; a second message of it comes 5 s later.",
    must="At most 3 calls when the wait is over; both messages go, or come no more.",
    why="What a deleted hook has sent can never be completed, and must not come again and again.",
    source="https://github.com/keikoproj/lifecycle-manager/issues/5",
    story=story,
    rules=(calm(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
)
