"""The first instances of a new group wait before the consumer is there."""

from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage

COUNT = 2


def before(stage: Stage) -> None:
    """The group is enabled, and its first instances come up to the hook."""
    stage.group.enable(active_scaling_configuration_id=stage.group.configure())
    stage.cloud.run_until(lambda: stage.chronicle.started, "1h", patience=0)


def story(stage: Stage) -> None:
    """The consumer finds their message."""
    stage.until_received(1)
    stage.until(lambda: len(stage.chronicle.ends) == len(stage.chronicle.hooks), "the waits end")


SCENARIO = Scenario(
    name="first-instances",
    since="0.1.0",
    what="A group with MinSize 2 is enabled, and the consumer is started when its first instances wait.",
    must="The action is completed before its deadline.",
    why="The very first instances are waiting before anybody reads: they have been forgotten.",
    source="https://github.com/aws/aws-cdk/issues/16356",
    before=before,
    story=story,
    rules=(ended_well(),),
    setup=Setup(group={"min_size": COUNT, "enabled": False}),
    needs=Needs(restart=True),
)
