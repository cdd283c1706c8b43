"""Auto Scaling: more time for an action, and its result."""

import sys
from dataclasses import dataclass
from threading import Event
from typing import Any

from alibabacloud_ess20220222 import models as ess
from pauses import Pause, real_pause
from Tea.exceptions import TeaException

ENDED = "LifecycleHookIdAndLifecycleActionToken.Invalid"
PASSING = ("Throttling", "ServiceUnavailable", "InternalError")
REFUSALS = 3  # a completion may come before the wait is known everywhere
LONGEST_PAUSE = 30


@dataclass
class Scaling:
    """Calls about the action that a notification tells of, through the official SDK."""

    client: Any
    hold_for: int
    pause: Pause = real_pause

    def heartbeat(self, content: dict[str, Any]) -> None:
        """Let the hook wait for `hold_for` seconds from now on."""
        self.client.record_lifecycle_action_heartbeat(
            ess.RecordLifecycleActionHeartbeatRequest(
                lifecycle_hook_id=content["lifecycleHookId"],
                lifecycle_action_token=content["lifecycleActionToken"],
                heartbeat_timeout=self.hold_for,
            )
        )

    def complete(self, content: dict[str, Any], result: str) -> None:
        """Tries again while the hook may wait. What stays refused is left to its default result."""
        token, refused = content["lifecycleActionToken"], 0
        left, seconds = self.hold_for, 1
        while left > 0:
            try:
                self._complete_once(content, result)
                return
            except TeaException as problem:
                refused += problem.code == ENDED
                if refused == REFUSALS or not _again(problem):
                    print("not completed:", token, problem.code, file=sys.stderr)
                    return
            left -= seconds
            self.pause(seconds, Event(), "")
            seconds = min(2 * seconds, LONGEST_PAUSE)
        print("given up:", token, file=sys.stderr)

    def _complete_once(self, content: dict[str, Any], result: str) -> None:
        self.client.complete_lifecycle_action(
            ess.CompleteLifecycleActionRequest(
                lifecycle_hook_id=content["lifecycleHookId"],
                lifecycle_action_token=content["lifecycleActionToken"],
                lifecycle_action_result=result,
                client_token=content["lifecycleActionToken"],  # the same one, however often it is sent
            )
        )


def _again(problem: TeaException) -> bool:
    """A connection that broke has no code."""
    code = problem.code
    return not code or code == ENDED or str(code).startswith(PASSING)
