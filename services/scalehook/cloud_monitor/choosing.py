"""Which series a query asks for."""

from collections.abc import Iterator
from typing import Any

from scalehook.cloud_monitor.instances import LOADS, OF_INSTANCES, instances
from scalehook.cloud_monitor.points import Readable, Reported, Shown
from scalehook.cloud_monitor.settings import Settings
from scalehook.cloud_monitor.state import Series, State
from scalehook.kit import Work
from scalehook_contracts.cloud_monitor.datapoints import MetricQuery
from scalehook_contracts.cloud_monitor.system_metrics import SYSTEM_METRICS
from scalehook_contracts.errors.cms import ParameterInvalid, ResourceNotFound
from scalehook_contracts.plain import NotPlain, parse_json

OF_GROUPS, OF_CUSTOM = "acs_ess_dashboard", "acs_customMetric_"
MOST = 50
NO_GROUP = "0"
OWNER = ("userId", "groupId")


def chosen(query: MetricQuery, work: Work[State, Settings]) -> list[Readable]:
    """The series of the namespace and name that have one of the given sets of dimensions."""
    wanted = _dimensions(query.dimensions)
    if query.namespace == OF_GROUPS:
        if query.metric_name not in SYSTEM_METRICS:
            raise ResourceNotFound()
        return list(_shown(query.metric_name, wanted, work))
    if query.namespace == OF_INSTANCES and query.metric_name in LOADS:
        return list(instances(query.metric_name, wanted, work.state, work.settings.account_id))
    if query.namespace == OF_CUSTOM + work.settings.account_id:
        return list(_reported(query.metric_name, wanted, work))
    raise ResourceNotFound()


def _shown(name: str, wanted: list[dict[str, str]], work: Work[State, Settings]) -> Iterator[Readable]:
    if not wanted:
        raise ParameterInvalid()  # a group has to be named
    for dimensions in wanted:
        group_id = dimensions.get("scalingGroupId", "")
        group = work.state.groups.get(group_id)
        if group is not None:
            yield Shown(group, group_id, name, work.settings.account_id)


def _reported(
    name: str, wanted: list[dict[str, str]], work: Work[State, Settings]
) -> Iterator[Readable]:
    for dimensions in wanted or [{}]:
        named = work.state.named.get((dimensions.get("groupId", NO_GROUP), name), {})
        own = {key: value for key, value in dimensions.items() if key not in OWNER}
        fitting = [series for series in named.values() if _fits(series, own)]
        for series in fitting[:MOST]:
            yield Reported(series, work.settings.account_id)


def _fits(series: Series, wanted: dict[str, str]) -> bool:
    return wanted.items() <= series.dimensions.items()


def _dimensions(text: str) -> list[dict[str, str]]:
    try:
        found: Any = parse_json(text) if text else []
    except NotPlain as problem:
        raise ParameterInvalid() from problem
    sets = found if isinstance(found, list) else [found]
    if len(sets) > MOST or not all(_is_set(each) for each in sets):
        raise ParameterInvalid()
    return sets


def _is_set(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
