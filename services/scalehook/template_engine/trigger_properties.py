"""The properties that triggers have: what is none of them would be passed over, and so is refused."""

from collections.abc import Mapping
from typing import Any

TIMER = frozenset({"Type", "Expression", "TimeZone", "StartDate", "EndDate"})
EVENT = frozenset({"Product", "Name", "Level", "RegionId", "Content", "Tags", "OutputTransformer"})
ALARM = frozenset({
    "Namespace", "MetricName", "Statistics", "ComparisonOperator", "Threshold", "Times", "Period",
    "Interval", "SilenceTime", "EffectiveInterval", "Resources", "Tags", "ResourceGroup",
    "OutputTransformer",
})  # fmt: skip


def others(properties: Mapping[str, Any], known: frozenset[str]) -> str:
    """What is wrong with them: names that are given something and are not known; empty where all is
    well.
    """
    names = [name for name, value in properties.items() if name not in known and value not in ("", None)]
    return f"{', '.join(names)} of a trigger is not simulated" if names else ""
