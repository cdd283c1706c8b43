"""From the answer of ExecuteScalingRule to the notification in the hand of a long-polling client."""

import base64
import json
import queue
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alibabacloud_ess20220222 import models as m
from mns.account import Account
from mns.queue import QueueMeta

from benchmarks import servers
from benchmarks.distributed import backbone, services
from benchmarks.extent import Extent
from benchmarks.row import Row
from benchmarks.scaling import REGION, ess_client, rule_that_adds, scaling_group
from benchmarks.servers import KEY_ID, SECRET, Server
from scalehook.testing.throwaway import NoServer
from scalehook.wiring.services import NAMES

ROUNDS, WARM_UP = 100, 5
ACCOUNT = "1234567890123456"


async def rows(_: Extent) -> list[Row]:
    """Embedded, and with a process per service. Instances start at once."""
    with servers.scalehook() as server:
        found = _rows("latency_embedded", server)
    try:
        async with backbone() as at:
            starts_at_once = {"SCALEHOOK_FLEET_START_UP_SECONDS": "0"}
            with services(at, *NAMES, "gateway", **starts_at_once) as running:
                found += _rows("latency_rabbit", running["gateway"])
    except NoServer as problem:
        found.append(Row("latency_rabbit", None, note=str(problem)))
    return found


def _rows(name: str, server: Server) -> list[Row]:
    seen = _latencies(server)
    p50, p99 = statistics.median(seen), statistics.quantiles(seen, n=100)[98]
    note = "rule executed → notification received"
    return [Row(name, 1000 * p50, "ms", f"p50, {note}"), Row(name, 1000 * p99, "ms", f"p99, {note}")]


def _latencies(server: Server) -> list[float]:
    """Seconds; below 0 where the notification came before the answer."""
    Account(server.url, KEY_ID, SECRET).get_queue("q").create(QueueMeta())
    ess, seen = ess_client(server), []
    group, rule = _scaling(ess)
    with _poller(server) as received:
        for number in range(ROUNDS + WARM_UP):
            ess.execute_scaling_rule(m.ExecuteScalingRuleRequest(scaling_rule_ari=rule))
            answered = time.perf_counter()
            at, content = received.get(timeout=30)
            if number >= WARM_UP:
                seen.append(at - answered)
            _finish(ess, group, content)
    return seen


def _scaling(ess: Any) -> tuple[str, str]:
    """A group with a hook that notifies the queue, and the rule that adds an instance to it."""
    group = scaling_group(ess, max_size=1000)
    ess.create_lifecycle_hook(
        m.CreateLifecycleHookRequest(
            scaling_group_id=group,
            lifecycle_transition="SCALE_OUT",
            notification_arn=f"acs:mns:{REGION}:{ACCOUNT}:queue/q",
        )
    )
    return group, rule_that_adds(ess, group, 1)


def _finish(ess: Any, group: str, content: dict[str, str]) -> None:
    """Complete the action, and wait until the group can scale again."""
    ess.complete_lifecycle_action(
        m.CompleteLifecycleActionRequest(
            lifecycle_hook_id=content["lifecycleHookId"],
            lifecycle_action_token=content["lifecycleActionToken"],
        )
    )
    request = m.DescribeScalingActivitiesRequest(
        region_id=REGION, scaling_group_id=group, status_code="InProgress"
    )
    while ess.describe_scaling_activities(request).body.scaling_activities:
        time.sleep(0.002)


@contextmanager
def _poller(server: Server) -> "Iterator[queue.Queue[tuple[float, dict[str, str]]]]":
    """Long polls in a thread; each message with the time at which it came."""
    received: queue.Queue[tuple[float, dict[str, str]]] = queue.Queue()
    ending = threading.Event()

    def poll() -> None:
        own = Account(server.url, KEY_ID, SECRET).get_queue("q")
        while not ending.is_set():
            try:
                message = own.receive_message(1)
            except Exception as nothing:  # the SDK's way to say that the wait is over
                if "MessageNotExist" not in str(nothing):
                    raise
                continue
            at = time.perf_counter()
            own.delete_message(message.receipt_handle)
            received.put((at, _content(message.message_body)))

    thread = threading.Thread(target=poll, daemon=True)
    thread.start()
    try:
        yield received
    finally:
        ending.set()
        thread.join(5)


def _content(body: str | bytes) -> dict[str, str]:
    raw = body.encode() if isinstance(body, str) else body
    text = raw if raw.lstrip().startswith(b"{") else base64.b64decode(raw)
    content: dict[str, str] = json.loads(text)["content"]
    return content
