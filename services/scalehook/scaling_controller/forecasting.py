"""Predicts a metric, and the instances and limits that it asks for: days are taken to be alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from statistics import fmean

from scalehook.scaling_controller.rule_steps import exact
from scalehook.scaling_controller.state.predictions import HOUR, Sample
from scalehook_contracts.scaling_controller.rules import CreateScalingRule

DAY = 24 * HOUR
AHEAD = 2 * DAY
LARGEST = 2000  # a group cannot be
PER_CENT = 100


@dataclass(frozen=True)
class Forecast:
    """What each instance will show, and all together."""

    value: float
    load: float

    def needed(self, target: float) -> int:
        """How many instances keep the metric at the target."""
        return min(ceil(Fraction(exact(self.load)) / Fraction(exact(target))), LARGEST)


def forecast(samples: Sequence[Sample], hour: float) -> Forecast | None:
    """The mean of that hour of the days before; None before a day is known, or when it is too far."""
    if not samples or samples[-1].hour - samples[0].hour < DAY - HOUR:
        return None
    if hour > samples[-1].hour + AHEAD:
        return None
    alike = [sample for sample in samples if (sample.hour - hour) % DAY == 0]
    if not alike:
        return None
    return Forecast(
        fmean(sample.value for sample in alike),
        fmean(sample.value * sample.instances for sample in alike),
    )


def limits(request: CreateScalingRule, needed: int) -> tuple[int, int]:
    """MinSize and MaxSize for an hour that needs so many instances."""
    top = request.initial_max_size or 0
    match request.predictive_value_behavior:
        case "PredictiveValueOverrideMax":
            return needed, max(top, needed)
        case "PredictiveValueOverrideMaxWithBuffer":
            share = PER_CENT + (request.predictive_value_buffer or 0)
            return needed, max(top, min(ceil(Fraction(needed * share, PER_CENT)), LARGEST))
        case _:
            return min(needed, top), top
