"""The message that a receiver gets when a hook is made: it names no action."""

from scalehook.certify.rules import calm, ended_well, no_empty_token, nothing_left
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """Both forms of it, then a real one."""
    faults = stage.cloud.faults
    for form in ("empty", "event"):
        stage.fault(faults.test_notification(stage.hook.id, form=form))
    stage.until_received(2)
    stage.until_ended(stage.scale_out())


SCENARIO = Scenario(
    name="test-notification",
    since="0.1.0",
    what="Both forms of the message without an action come, then a real one.",
    must="No call with an empty token; both messages go; the real action is completed.",
    why="A message without a token is no work; consumers have crashed on it, or called with nothing.",
    source="https://github.com/aws/aws-node-termination-handler/issues/619",
    story=story,
    rules=(ended_well(), no_empty_token, calm(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
)
