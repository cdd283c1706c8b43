"""The action is completed, and nobody hears it."""

from scalehook.certify.facts import COMPLETE
from scalehook.certify.rules import calm, ended_well, nothing_left
from scalehook.certify.scenario import Scenario
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """The first completion is carried out, and its connection cut."""
    stage.fault(stage.cloud.faults.lose_answer(COMPLETE, hook=stage.hook.id, times=1))
    stage.until_ended(stage.scale_out())


SCENARIO = Scenario(
    name="answer-lost",
    since="0.1.0",
    what="The completion is carried out, and the connection is cut before the answer.",
    must="The action is completed; at most 3 calls when it is over; the message goes.",
    why="The next try is told that there is no such action: that is success, and no reason to go on.",
    source="https://apple.github.io/foundationdb/developer-guide.html#transactions-with-unknown-results",
    story=story,
    rules=(ended_well(), calm(), nothing_left()),
)
