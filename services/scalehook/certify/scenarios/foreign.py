"""A message for somebody else comes by the same queue."""

from scalehook.certify.props import HOOK
from scalehook.certify.rules import ended_well, let_be
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage

OTHERS = "others"


def story(stage: Stage) -> None:
    """The hook of another group notifies the same queue; then the consumer's own does."""
    theirs = stage.action_of(stage.neighbour("certify-others", OTHERS).scale(1))
    stage.until_received(1)
    stage.until_ended(stage.scale_out())
    stage.outwait(theirs, foreign=True)


SCENARIO = Scenario(
    name="foreign",
    since="0.1.0",
    what="A message of another hook comes by the same queue, then one of the consumer's own.",
    must="Its own is completed; no call about the other, whose message is not held on.",
    why="Who completes what is not its work lets instances into service that nobody has made ready.",
    source="https://github.com/aws/aws-node-termination-handler/issues/408",
    story=story,
    rules=(ended_well(hook=HOOK), let_be(OTHERS)),
    needs=Needs(sources=("mns", "push")),
)
