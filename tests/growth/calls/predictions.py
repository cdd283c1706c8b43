"""Calls about predictions, of a group that has shown a metric for two weeks."""

from collections.abc import Iterator

from scalehook.scaling_controller.state.events.predictions import GroupLoadNoted, PredictiveSampleTaken
from scalehook.scaling_controller.state.predictions import HOUR, MOST_SAMPLES
from scalehook_contracts.base import Event, Message
from scalehook_contracts.cloud_monitor.group_metrics import GroupMetricCleared, GroupMetricSet
from scalehook_contracts.scaling_controller.predictions import (
    QueryHistoricalMetric,
    QueryPredictiveMetric,
    QueryPredictiveTaskInfo,
    QueryPredictiveValue,
    RunPredictiveTask,
    TakePredictiveSample,
)
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ScalingRuleCreated
from support.scaling.cloud import REGION
from support.scaling.population import LARGE, NOW

RULE, METRIC = "predictive", "CpuUtilization"
SPAN = {"region_id": REGION, "start_time": "2025-12-01T00:00Z", "end_time": "2026-02-01T00:00Z"}
OF_GROUP = {**SPAN, "scaling_group_id": LARGE, "metric_name": METRIC}


def predictions() -> Iterator[Event]:
    """The large group's past."""
    request = CreateScalingRule(
        scaling_group_id=LARGE,
        scaling_rule_type="PredictiveScalingRule",
        metric_name=METRIC,
        target_value=1000,
        initial_max_size=1000,
    )
    yield ScalingRuleCreated(scaling_rule_id=RULE, scaling_rule_name=RULE, request=request)
    yield GroupLoadNoted(scaling_group_id=LARGE, metric_name=METRIC, value=50, total=True)
    for number in range(MOST_SAMPLES):
        yield PredictiveSampleTaken(
            scaling_group_id=LARGE,
            metric_name=METRIC,
            hour=NOW - (MOST_SAMPLES - number) * HOUR,
            value=50,
            instances=2,
        )


def prediction_calls(n: int) -> dict[str, Message]:
    """Of the large group, but for `g-<n>`, whose load is set anew."""
    return {
        "load": GroupMetricSet(
            scaling_group_id=f"g-{n}", metric_name=METRIC, value=1, total=False, set_at=NOW
        ),
        "no load": GroupMetricCleared(scaling_group_id=f"g-{n}", metric_name=METRIC, cleared_at=NOW),
        "sample": TakePredictiveSample(scaling_rule_id=RULE, hour=NOW),
        "historical metric": QueryHistoricalMetric(**OF_GROUP),
        "predictive metric": QueryPredictiveMetric(**OF_GROUP),
        "predictive value": QueryPredictiveValue(**OF_GROUP, target_value=10),
        "predictive tasks": QueryPredictiveTaskInfo(**SPAN, scaling_rule_id=RULE),
        "predictive task": RunPredictiveTask(scaling_rule_id=RULE, hour=NOW + HOUR),
    }
