"""The stand-in for your work. A hook's metadata may say how long it takes, and how it ends:
`{"certify": {"work": "120s", "outcome": "ok"}}`.
"""

import asyncio
import json
import os
from typing import Any

import httpx

from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted

CLOCK = f"{os.environ.get('SCALEHOOK_ENDPOINT')}/_scalehook/clock/wait"


async def pause(seconds: float, action: str = "") -> None:
    """By the stack's clock, which may be moved. `action` is the token of one that is kept alive in
    between: meanwhile the stack does not wait for its consumer before it moves time on.
    """
    given = {"seconds": str(seconds), "action": action}
    try:
        async with httpx.AsyncClient(timeout=None, trust_env=False) as client:  # noqa: S113  # for as long as it takes
            (await client.get(CLOCK, params=given)).raise_for_status()
    except httpx.HTTPError:
        await asyncio.sleep(1)


async def work(action: LifecycleActionStarted) -> str:
    """From an event to CONTINUE, ABANDON or ROLLBACK."""
    print("working on", *action.instance_ids, flush=True)
    asked = _asked(action.notification_metadata)
    if (seconds := float(asked.get("work", "0s").removesuffix("s"))) > 0:
        await pause(seconds)
    if asked.get("outcome") == "crash":
        os._exit(1)
    return "ABANDON" if asked.get("outcome") == "fail" else "CONTINUE"


def _asked(metadata: str) -> dict[str, Any]:
    try:
        found = json.loads(metadata)
    except ValueError:
        return {}
    return found.get("certify", {}) if isinstance(found, dict) else {}
