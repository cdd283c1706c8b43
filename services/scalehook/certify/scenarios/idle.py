"""Nothing happens for six hours."""

from scalehook.certify.rules import long_polls
from scalehook.certify.scenario import Scenario
from scalehook.certify.stage import Stage
from scalehook.certify.timing import Stuck

ROUNDS = 6
EMPTY = "MessageNotExist"


def story(stage: Stage) -> None:
    """Hour by hour; polls end in vain, and the consumer reads on."""
    for _ in range(ROUNDS):
        before = len(stage.chronicle.calls)
        stage.pass_time("1h")
        stage.until_reading(before)
    if stage.queue is not None and not any(call.code == EMPTY for call in stage.chronicle.calls):
        raise Stuck("no poll has ended in vain")


SCENARIO = Scenario(
    name="idle",
    since="0.1.0",
    what="The queue is empty for six hours.",
    must="At most 5 polls without waiting.",
    why="An empty queue answers with an error that is none: consumers have died of it.",
    source="found with a consumer of our own",
    story=story,
    rules=(long_polls(),),
    hears=False,
)
