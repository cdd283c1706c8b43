"""Instances go, and no message comes."""

from scalehook.certify.rules import silent
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage
from scalehook.testing.asking import ask
from scalehook_contracts.fleet.instance_deletion import DeleteInstance

COUNT = 2


def story(stage: Stage) -> None:
    """They are deleted by hand; what the group would tell of it is lost. Ten minutes pass."""
    stage.group.scale(COUNT).finish()
    stage.fault(stage.cloud.faults.drop(group=stage.group.id))
    for instance in stage.group.instances:
        ask(stage.cloud, DeleteInstance, instance_id=instance.instance_id, force=True)
    stage.pass_time("10m")


SCENARIO = Scenario(
    name="manual",
    since="0.1.0",
    what="Two instances are deleted by hand, no message tells of it, and ten minutes pass.",
    must="No call about any action.",
    why="Not every removal is told of: a consumer must be there for the next message all the same.",
    source="https://github.com/LeanerCloud/AutoSpotting/issues/284",
    story=story,
    rules=(silent,),
    setup=Setup(transition="SCALE_IN"),
    needs=Needs(sources=("mns", "push")),
    hears=False,
)
