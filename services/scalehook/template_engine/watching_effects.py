"""What triggers wait for, looked at in the name of their executions: metrics, and tags of instances."""

from typing import Any

from scalehook.kit import Outside
from scalehook.template_engine.acting import Actor, actor_of, call, page_of
from scalehook.template_engine.api_request import request
from scalehook.template_engine.settings import Settings
from scalehook_contracts.cloud_monitor.datapoints import DescribeMetricList
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.cms import ParameterInvalid, ResourceNotFound
from scalehook_contracts.plain import parse_json
from scalehook_contracts.template_engine.triggers import (
    FindInstances,
    ReadMetric,
    RecordFoundInstances,
    RecordMetric,
)

ECS_PAGE = 100  # instances, at most


async def read_metric(intent: ReadMetric, outside: Outside[Settings]) -> RecordMetric:
    """The points of one period, and of the one that it is compared with. What nobody measures here has
    none.
    """
    answer = {"task_execution_id": intent.task_execution_id, "due_at": intent.due_at}
    begin = int(intent.due_at) - intent.period
    try:
        actor = await actor_of(intent, outside)
        points = await _points(begin, intent, actor, outside)
        points = await _of_chosen(points, intent, actor, outside)
        earlier = []
        if points and intent.looks_back:
            earlier = await _points(begin - intent.looks_back, intent, actor, outside)
    except (ResourceNotFound, ParameterInvalid):
        return RecordMetric(**answer)
    except ApiError as refusal:
        return RecordMetric(**answer, error_code=refusal.code, error_message=refusal.message)
    return RecordMetric(**answer, points=points, earlier=earlier)


async def find_instances(intent: FindInstances, outside: Outside[Settings]) -> RecordFoundInstances:
    """Those of the instances that the trigger chooses."""
    answer = intent.model_dump(include={"task_execution_id", "happening", "hops"})
    try:
        actor = await actor_of(intent, outside)
        found = await _chosen(intent.instance_ids, intent.chosen, actor, outside)
    except ApiError as refusal:
        return RecordFoundInstances(**answer, error_code=refusal.code, error_message=refusal.message)
    return RecordFoundInstances(**answer, found=bool(found))


async def _points(
    begin: int, intent: ReadMetric, actor: Actor, outside: Outside[Settings]
) -> list[dict[str, Any]]:
    query = DescribeMetricList(
        namespace=intent.namespace,
        metric_name=intent.metric_name,
        period=str(intent.period),
        dimensions=intent.dimensions,
        start_time=str((begin - 1) * 1000),
        end_time=str(begin * 1000),
    )
    found: list[dict[str, Any]] = parse_json((await call(query, actor, outside, f"/{begin}")).datapoints)
    return found


async def _of_chosen(
    points: list[dict[str, Any]], intent: ReadMetric, actor: Actor, outside: Outside[Settings]
) -> list[dict[str, Any]]:
    """The points of the instances that the trigger chooses."""
    if not intent.chosen:
        return points
    ids = [point["instanceId"] for point in points if "instanceId" in point]
    chosen = await _chosen(ids, intent.chosen, actor, outside, f"/{int(intent.due_at)}")
    return [point for point in points if point.get("instanceId") in chosen]


async def _chosen(
    ids: list[str], wanted: dict[str, Any], actor: Actor, outside: Outside[Settings], step: str = ""
) -> set[str]:
    """ECS is asked for a page at a time."""
    chosen = set[str]()
    for begin in range(0, len(ids), ECS_PAGE):
        asked = wanted | {"InstanceIds": ids[begin : begin + ECS_PAGE], "PageSize": ECS_PAGE}
        operation = request("ECS", "DescribeInstances", asked, outside.settings.region)
        body = await page_of(operation, actor, outside, f"{step}/{begin}")
        chosen |= {instance["InstanceId"] for instance in body["Instances"]["Instance"]}
    return chosen
