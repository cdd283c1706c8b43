"""From the answer of ExecuteScalingRule to the function of a consumer that is made with the kit."""

import asyncio
import queue
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from alibabacloud_ess20220222 import models as m
from mns.account import Account
from mns.queue import QueueMeta

from benchmarks import servers
from benchmarks.distributed import backbone, services
from benchmarks.extent import Extent
from benchmarks.latency import ACCOUNT
from benchmarks.row import Row
from benchmarks.scaling import REGION, ess_client, rule_that_adds, scaling_group
from benchmarks.servers import KEY_ID, SECRET, Server
from scalehook.consumer import Consumer, LifecycleAction
from scalehook.testing.throwaway import NoServer
from scalehook.wiring.services import NAMES

ROUNDS, WARM_UP = 100, 5
WAIT_SECONDS = 30
Begun = queue.Queue[float]


async def rows(_: Extent) -> list[Row]:
    """From a queue of an embedded stack, and from the bus of one with a process per service."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with servers.scalehook() as server:
        Account(server.url, KEY_ID, SECRET).get_queue("q").create(QueueMeta())
        arn = f"acs:mns:{REGION}:{ACCOUNT}:queue/q"
        found = _rows("latency_kit_embedded", server, arn, queue="q")
    try:
        async with backbone() as at:
            starts_at_once = {"SCALEHOOK_FLEET_START_UP_SECONDS": "0"}
            with services(at, *NAMES, "gateway", **starts_at_once) as running:
                found += _rows("latency_kit_rabbit", running["gateway"], "", amqp_url=at.amqp_url)
    except NoServer as problem:
        found.append(Row("latency_kit_rabbit", None, note=str(problem)))
    return found


def _rows(name: str, server: Server, arn: str, **source: str) -> list[Row]:
    with _consuming(server, **source) as begun:
        seen = _latencies(server, arn, begun)
    p50, p99 = statistics.median(seen), statistics.quantiles(seen, n=100)[98]
    note = "rule executed → function of the consumer"
    return [Row(name, 1000 * p50, "ms", f"p50, {note}"), Row(name, 1000 * p99, "ms", f"p99, {note}")]


def _latencies(server: Server, arn: str, begun: Begun) -> list[float]:
    """Seconds; below 0 where the function began before the answer. The kit completes each action."""
    ess, seen = ess_client(server), []
    group = scaling_group(ess, max_size=1000)
    ess.create_lifecycle_hook(
        m.CreateLifecycleHookRequest(
            scaling_group_id=group, lifecycle_transition="SCALE_OUT", notification_arn=arn or None
        )
    )
    rule = rule_that_adds(ess, group, 1)
    for number in range(ROUNDS + WARM_UP):
        ess.execute_scaling_rule(m.ExecuteScalingRuleRequest(scaling_rule_ari=rule))
        answered = time.perf_counter()
        at = begun.get(timeout=WAIT_SECONDS)
        if number >= WARM_UP:
            seen.append(at - answered)
        _await_end(ess, group)
    return seen


def _await_end(ess: Any, group: str) -> None:
    request = m.DescribeScalingActivitiesRequest(
        region_id=REGION, scaling_group_id=group, status_code="InProgress"
    )
    while ess.describe_scaling_activities(request).body.scaling_activities:
        time.sleep(0.002)


@contextmanager
def _consuming(server: Server, **source: str) -> Iterator[Begun]:
    """The consumer runs in a thread; the times at which its function began."""
    begun: Begun = queue.Queue()
    consumer = Consumer(
        "bench", endpoint=server.url, access_key_id=KEY_ID, access_key_secret=SECRET, **source
    )

    @consumer.on("SCALE_OUT")
    async def note(_: LifecycleAction) -> None:
        begun.put(time.perf_counter())

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: loop.run_until_complete(consumer.serve()), daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(consumer.ready(), loop).result(WAIT_SECONDS)
        yield begun
    finally:
        loop.call_soon_threadsafe(consumer.stop)
        thread.join(WAIT_SECONDS)
