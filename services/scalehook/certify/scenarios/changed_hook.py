"""The hook is changed while its action waits."""

from scalehook.certify.rules import ended_well, heartbeats_at_most
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage

SHORTER_SECONDS = 30


def story(stage: Stage) -> None:
    """From now on its waits are shorter; the one that runs is not."""
    faults = stage.cloud.faults
    stage.fault(faults.change_hook(group=stage.group.id, heartbeat_timeout=SHORTER_SECONDS))
    stage.until_ended(stage.scale_out())


SCENARIO = Scenario(
    name="changed-hook",
    since="0.1.0",
    what="`ModifyLifecycleHook` makes the wait shorter (30 s) while one of 300 s runs.",
    must="The action is completed before its deadline, with at most 20 heartbeats.",
    why="Waits keep what they began with: who believes the hook gives up too early, or asks too often.",
    source="found with a consumer of our own",
    story=story,
    rules=(ended_well(), heartbeats_at_most()),
    setup=Setup(work="100s"),
    needs=Needs(sources=("mns", "push")),
)
