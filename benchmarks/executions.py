"""A thousand executions of OOS at once, each with a script on an instance that the simulated executor
runs; and what the start of one takes of the template engine's own time.
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from alibabacloud_ess20220222 import models as m
from alibabacloud_oos20190601 import models as oos
from alibabacloud_oos20190601.client import Client as Oos

from benchmarks import servers
from benchmarks.extent import Extent
from benchmarks.row import Aim, Row
from benchmarks.scaling import config_of, ess_client, rule_that_adds, scaling_group
from benchmarks.spent import spending
from scalehook.template_engine.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.template_engine.executions import StartExecution

COUNT, STARTS, AT_A_TIME = 1000, 500, 16
SIMULATED = ("env", "SCALEHOOK_SCRIPT_RUNNER_EXECUTOR=simulated")
TEMPLATE = """\
FormatVersion: OOS-2019-06-01
Parameters: {instanceId: {}}
Tasks:
- Name: run
  Action: ACS::ECS::RunCommand
  Properties: {instanceId: '{{ instanceId }}', commandType: RunShellScript, commandContent: echo hello}
"""


async def rows(extent: Extent) -> list[Row]:
    """The time on the wall until the last one is over, and the server's processor time for each."""
    return [_start(), await _all(extent.count(COUNT))]


def _start() -> Row:
    """The handler's alone: no wire, no bus, no disk."""
    rehearsal = Rehearsal(SERVICE)
    start = StartExecution(template_content=TEMPLATE, parameters='{"instanceId": "i-1"}')
    rehearsal.ask(start)
    before = time.process_time()
    for _ in range(STARTS):
        rehearsal.ask(start)
    each = (time.process_time() - before) / STARTS
    return Row("execution_start", 1e3 * each, "ms CPU", "in the engine", aim=Aim(2.0))


async def _all(count: int) -> Row:
    with servers.scalehook(*SIMULATED) as server:
        instance, client = _instance(server), _oos_client(server)
        client.create_template(oos.CreateTemplateRequest(template_name="run", content=TEMPLATE))
        given = json.dumps({"instanceId": instance})
        start = oos.StartExecutionRequest(template_name="run", parameters=given)
        spent = await spending(count, partial(_play, client, start, count), server.process_id)
    note = f"{count} at once took {spent.wall:.1f} s"
    return Row("executions_at_once", spent.micros / 1e3, "ms CPU each", note)


async def _play(client: Oos, start: oos.StartExecutionRequest, count: int) -> None:
    """Start all of them, and wait until none runs any more."""
    turns = asyncio.Semaphore(AT_A_TIME)

    async def one() -> None:
        async with turns:
            await asyncio.to_thread(client.start_execution, start)

    await asyncio.gather(*(one() for _ in range(count)))
    open_ones = oos.ListExecutionsRequest(status="Running", max_results=10)
    while (await asyncio.to_thread(client.list_executions, open_ones)).body.executions:
        await asyncio.sleep(0.1)
    statuses = Counter(each.status for each in _listed(client))
    if statuses != {"Success": count}:
        raise RuntimeError(f"not all have succeeded: {statuses}")


def _listed(client: Oos) -> Iterator[Any]:
    """All of them, page by page."""
    token = None
    while token != "":
        page = oos.ListExecutionsRequest(max_results=100, next_token=token)
        body = client.list_executions(page).body
        yield from body.executions
        token = body.next_token or ""


def _instance(server: servers.Server) -> str:
    ess = ess_client(server)
    group = scaling_group(ess, 1)
    rule = rule_that_adds(ess, group, 1)
    ess.execute_scaling_rule(m.ExecuteScalingRuleRequest(scaling_rule_ari=rule))
    wanted = m.DescribeScalingInstancesRequest(
        region_id="cn-hangzhou", scaling_group_id=group, lifecycle_states=["InService"]
    )
    while not (found := ess.describe_scaling_instances(wanted).body.scaling_instances):
        time.sleep(0.05)
    return str(found[0].instance_id)


def _oos_client(server: servers.Server) -> Oos:
    return Oos(config_of(server))
