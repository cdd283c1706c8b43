"""Target tracking: which metrics can be followed, and how many instances keep one at its target."""

from fractions import Fraction
from math import ceil

from scalehook.scaling_controller.rule_steps import exact
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling_rules import UnsupportedTrackingMetric
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings

BALANCED = "LoadBalancerRealServerAverageQps"  # of a server group, which its dimension names
SERVER_GROUP = "rulePool"
SYSTEM_METRICS = frozenset(
    {
        "CpuUtilizationAgent",
        "MemoryUtilization",
        "CpuUtilization",
        "IntranetTx",
        "IntranetRx",
        "VpcInternetTx",
        "VpcInternetRx",
        BALANCED,
    }
)
LARGEST_TARGET = 9.999999e18
DECIMALS = 3


def check(request: RuleSettings) -> None:
    """The metric can be followed, and there is something to keep it at."""
    assert request.target_value is not None
    check_target(request.target_value)
    if request.metric_type == "custom":
        return
    if request.metric_type == "hybrid" or request.metric_name not in SYSTEM_METRICS:
        raise UnsupportedTrackingMetric()
    keys = {dimension.dimension_key for dimension in request.alarm_dimensions}
    if request.metric_name == BALANCED and SERVER_GROUP not in keys:
        raise MissingParameter(name="AlarmDimensions")


def check_target(value: float) -> None:
    """More than nothing, with three decimals at most."""
    places = exact(value).normalize().as_tuple().exponent
    if not 0 < value <= LARGEST_TARGET or not isinstance(places, int) or places < -DECIMALS:
        raise InvalidParameter(name="TargetValue")


def wanted(counted: int, value: float, target: float) -> int:
    """How many instances would bring the metric from `value` to its target; `counted` are those that
    it is measured on.
    """
    share = Fraction(exact(value)) / Fraction(exact(target))
    needed = ceil(counted * share)
    return max(needed, counted + 1) if share > 1 else max(needed, 0)
