"""The work fails."""

from scalehook.certify.rules import ended_as_declared, received_at_most
from scalehook.certify.rules.declared import EXPIRE
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """One action, whose work is to fail."""
    action = stage.scale_out()
    if stage.on_failure == EXPIRE:
        stage.outwait(action)
    stage.until_ended(action)


SCENARIO = Scenario(
    name="work-fails",
    since="0.1.0",
    what="The work fails, each time that it is tried.",
    must="The action ends as declared in `on_failure`; no message is received more than 10 times.",
    why="An instance that could not be made ready must not serve, nor wait for the time-out unasked.",
    source="https://github.com/buildkite/lifecycled/issues/55",
    story=story,
    rules=(ended_as_declared, received_at_most()),
    setup=Setup(outcome="fail"),
    needs=Needs(abilities=frozenset({"work"})),
)
