"""The consumer dies while it works."""

import signal

from scalehook.certify.facts import COMPLETE
from scalehook.certify.rules import ended_well
from scalehook.certify.scenario import Needs, Scenario
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """SIGKILL comes when it has tried to complete in vain; then it is started again."""
    with stage.standing():
        refusal = stage.cloud.faults.refuse(COMPLETE, "ServiceUnavailable", hook=stage.hook.id)
        with stage.fault(refusal):
            action = stage.group.scale_out()
            stage.until_called(action)
            stage.stop_consumer(signal.SIGKILL)
        stage.start_consumer()
    stage.until_ended(action)


SCENARIO = Scenario(
    name="killed",
    since="0.1.0",
    what="SIGKILL before the completion gets through; then the consumer is started again.",
    must="The action is completed before its deadline, by the new process.",
    why="What died with its consumer has to be done by the next one: the queue still has the message.",
    source="found with a consumer of our own",
    story=story,
    rules=(ended_well(),),
    needs=Needs(restart=True, sources=("mns",)),
)
