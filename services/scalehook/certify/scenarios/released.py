"""The instance goes while its action waits."""

from scalehook.certify.rules import calm, nothing_left
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """It is released at the moment at which the wait begins. Nothing says so."""
    stage.fault(stage.cloud.faults.kill_instance(group=stage.group.id))
    stage.outwait(stage.scale_out())


SCENARIO = Scenario(
    name="released",
    since="0.1.0",
    what="The instance is released by hand at the moment at which its wait begins.",
    must="At most 3 calls when the wait is over; the message goes, or comes no more.",
    why="Work for an instance that is no more fails each time: to try for ever blocks all that follows.",
    source="https://github.com/aws/aws-node-termination-handler/issues/367",
    story=story,
    rules=(calm(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
)
