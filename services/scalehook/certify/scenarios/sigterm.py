"""The consumer is asked to end while it works."""

import signal

from scalehook.certify.rules import ended_well, handed_back
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """SIGTERM comes one second after the message was received; then it is started again."""
    with stage.standing():
        action = stage.group.scale_out()
        stage.until_received(1)
        stage.until_at_work()
        stage.pass_time(1)
        stage.restart_consumer(signal.SIGTERM)
    stage.until_ended(action)


SCENARIO = Scenario(
    name="sigterm",
    since="0.1.0",
    what="SIGTERM one second into work of 60 s; then the consumer is started again.",
    must="The action is completed in time, by either process; the message is given back at once.",
    why="Every deployment ends a consumer: what it has in hand is to be finished, or handed back.",
    source="https://github.com/cashapp/misk/pull/3892",
    story=story,
    rules=(ended_well(), handed_back),
    setup=Setup(work="60s"),
    needs=Needs(abilities=frozenset({"work"}), restart=True, sources=("mns",)),
)
