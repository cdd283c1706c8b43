"""Somebody else ends the wait while the work goes on."""

from scalehook.certify.rules import calm, heartbeats_refused_at_most
from scalehook.certify.scenario import Needs, Scenario, Setup
from scalehook.certify.stage import Stage
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction

HALF_SECONDS = 150
MOST_REFUSED = 2


def story(stage: Stage) -> None:
    """An operator completes the action at half of the wait."""
    action = stage.scale_out()
    stage.until_received(1)
    stage.after(
        HALF_SECONDS,
        CompleteLifecycleAction(
            lifecycle_hook_id=action.hook_id,
            lifecycle_action_token=action.token,
            lifecycle_action_result="CONTINUE",
            region_id=stage.cloud.region,
        ),
    )


SCENARIO = Scenario(
    name="heartbeat-stops",
    since="0.1.0",
    what="An operator completes the action at half of its wait (300 s), under work of 750 s.",
    must="At most 2 heartbeats are refused, and 3 calls made when the action is over.",
    why="Heartbeats for an action that has ended are refused for ever: a consumer that goes on is lost.",
    source="https://github.com/buildkite/lifecycled/issues/1",
    story=story,
    rules=(heartbeats_refused_at_most(MOST_REFUSED), calm()),
    setup=Setup(work="750s"),
    watch_seconds=650,  # until the work is over
    needs=Needs(abilities=frozenset({"work", "heartbeat"})),
)
