"""Each first try is throttled."""

from scalehook.certify.facts import COMPLETE, HEARTBEAT
from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """Every other completion is refused, and every other heartbeat, beginning with the first of each."""
    faults = stage.cloud.faults
    stage.fault(faults.refuse(HEARTBEAT, "Throttling", every=2), strikes=0)
    stage.fault(faults.refuse(COMPLETE, "Throttling", every=2))
    stage.until_ended(stage.scale_out())


SCENARIO = Scenario(
    name="throttled",
    since="0.1.0",
    what="Every other heartbeat and every other completion is `Throttling`, beginning with the first.",
    must="The action is completed before its deadline.",
    why="The API has limits for all of an account: a call that was throttled has to be made again.",
    source="https://github.com/aws/aws-node-termination-handler/issues/1174",
    story=story,
    rules=(ended_well(),),
    setup=Setup(work="200s"),
)
