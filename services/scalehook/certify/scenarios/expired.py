"""A notification that comes when its wait is over."""

from scalehook.certify.facts import Facts
from scalehook.certify.rules import calm, ended_as, nothing_left
from scalehook.certify.scenario import Needs, Scenario, Setup, counted
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """Nothing is sent in time; one second after the end it is."""
    with stage.fault(stage.cloud.faults.late(1, group=stage.group.id)):
        action = stage.scale_out()
        stage.until_ended(action)
        stage.until_received(1)


def summary(facts: Facts) -> str:
    """Such as `1 call after the end`."""
    calls = sum(len(action.after_end()) for action in facts.story_actions())
    return f"{counted(calls, 'call')} after the end"


SCENARIO = Scenario(
    name="expired",
    since="0.1.0",
    what="The notification comes one second after its wait has ended.",
    must="At most 3 calls; the message goes, or comes no more; the action stays as it ended.",
    why="A token that is no more is refused for ever: trying it again and again helps nobody.",
    source="https://github.com/spacelift-io/terraform-aws-spacelift-workerpool-on-ec2/issues/197",
    story=story,
    rules=(ended_as("Timeout", (Setup.default,)), calm(), nothing_left()),
    needs=Needs(sources=("mns", "push")),
    summary=summary,
)
