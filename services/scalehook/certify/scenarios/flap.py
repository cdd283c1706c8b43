"""An instance is launched and taken away within seconds."""

from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage

SECONDS = 2
MESSAGES = 3  # of the launch twice, of the removal


def story(stage: Stage) -> None:
    """When the removal is told of, a copy of the launch's message comes, too: both are of one instance.
    The hook turns in between, so that both have its name.
    """
    copy = stage.cloud.faults.double(group=stage.group.id, after="end", seconds=SECONDS, times=1)
    with stage.fault(copy):
        stage.until_ended(stage.scale_out())
        stage.until(stage.props.idle, "the instance is in service")
        stage.hook.modify(lifecycle_transition="SCALE_IN")
        stage.sleep(SECONDS)
        stage.until_ended(stage.scale_in())
        stage.until_received(MESSAGES)


SCENARIO = Scenario(
    name="flap",
    since="0.1.0",
    what="An instance is taken away 2 s after its launch; messages of both are in the queue at once.",
    must="Both actions are completed before their deadlines.",
    why="Who remembers instances and not tokens takes the second action for the first, and drops it.",
    source="https://github.com/keikoproj/lifecycle-manager/issues/282",
    story=story,
    rules=(ended_well(at_least=2),),
    needs=Needs(sources=("mns", "push")),
)
