"""ACS::SelectTargets: the instances that fit filters."""

from typing import Any

from scalehook.template_engine.actions.action import CallNeeded, Failed, Outcome, Succeeded
from scalehook.template_engine.actions.execute_api import error_text
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer

INSTANCES = "ALIYUN::ECS::Instance"
MOST = 100  # of one answer of ECS


class _Unfit(ValueError):
    """A filter that cannot be asked for."""


def begin(run: TaskRun) -> Outcome:
    """Ask ECS for those that fit all the filters."""
    kind = run.properties.get("ResourceType")
    if kind != INSTANCES:
        return Failed(f"ResourceType {kind} is not simulated: there is {INSTANCES}")
    filters = run.properties.get("Filters") or []
    parameters = {"RegionId": run.properties.get("RegionId"), "PageSize": MOST}
    try:
        for each in filters if isinstance(filters, list) else [filters]:
            parameters |= _parameters(each)
    except _Unfit as problem:
        return Failed(str(problem))
    return CallNeeded("ECS", "DescribeInstances", parameters)


def take(run: TaskRun, node: TaskNode, answer: RecordApiAnswer, allowance: Allowance) -> Outcome:
    """ECS's answer is the task's; no instance is left out unseen."""
    if answer.error_code:
        return Failed(error_text(answer))
    total = answer.body.get("TotalCount", 0)
    if total > MOST:
        return Failed(f"{total} instances fit, and no more than {MOST} are simulated")
    return Succeeded(answer.body)


def _parameters(given: Any) -> dict[str, Any]:
    """What one filter asks ECS for; without a Type it is known by its keys, as the console writes it."""
    if not isinstance(given, dict):
        raise _Unfit("a filter must be an object")
    kind = given.get("Type") or next((name for name in FILTERS if name in given), "All")
    if kind not in FILTERS:
        raise _Unfit(f"a filter of Type {kind} is not simulated: there are {', '.join(FILTERS)}")
    region = {"RegionId": given["RegionId"]} if given.get("RegionId") else {}
    return region | FILTERS[kind](given) | _more(given)


def _more(given: dict[str, Any]) -> dict[str, Any]:
    more = given.get("Parameters") or {}
    if not isinstance(more, dict):
        raise _Unfit("a filter's Parameters must be an object")
    return more


def _ids(given: dict[str, Any]) -> dict[str, Any]:
    ids = given.get("ResourceIds")
    if not isinstance(ids, list):
        raise _Unfit("ResourceIds must be a list")
    return {"InstanceIds": ids}


def _tags(given: dict[str, Any]) -> dict[str, Any]:
    """`[{"Key": "k", "Value": "v"}]`, or `{"k": "v"}`."""
    tags = given.get("Tags")
    if isinstance(tags, dict):
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
    if not isinstance(tags, list):
        raise _Unfit("Tags must be a list or an object")
    return {"Tags": tags}


def _group(given: dict[str, Any]) -> dict[str, Any]:
    group = given.get("ResourceGroupId") or given.get("ResourceGroup")
    if not isinstance(group, str):
        raise _Unfit("ResourceGroupId must be a text")
    return {"ResourceGroupId": group}


def _all(given: dict[str, Any]) -> dict[str, Any]:
    return {}


FILTERS = {
    "ResourceIds": _ids, "Tags": _tags, "ResourceGroup": _group, "ResourceGroupId": _group, "All": _all,
}  # fmt: skip
