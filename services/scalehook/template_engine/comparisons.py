"""How an alarm compares what is measured: with its threshold; or with what was before, in percent."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

DAY = 86_400
PERIOD = -1  # of the alarm


@dataclass(frozen=True)
class Comparison:
    """`back` is the time to what it is compared with, in seconds: the threshold is the rise since then
    in percent, or the fall. With 0 the threshold alone counts.
    """

    sign: str
    of: Callable[[float, float], bool]
    back: int = 0
    falls: bool = False

    def looks_back(self, period: int) -> int:
        """Seconds."""
        return period if self.back == PERIOD else self.back

    def holds(self, value: float, earlier: float | None, threshold: float) -> bool:
        """Whether the value is out of bounds. What cannot be compared is not."""
        if not self.back:
            return self.of(value, threshold)
        if not earlier:  # nothing was measured; or there is no percentage of nothing
            return False
        change = (earlier - value if self.falls else value - earlier) / abs(earlier) * 100
        return self.of(change, threshold)


COMPARISONS: dict[str, Comparison] = {
    "GreaterThanThreshold": Comparison(">", operator.gt),
    "GreaterThanOrEqualToThreshold": Comparison(">=", operator.ge),
    "LessThanThreshold": Comparison("<", operator.lt),
    "LessThanOrEqualToThreshold": Comparison("<=", operator.le),
    "NotEqualToThreshold": Comparison("!=", operator.ne),
    "EqualToThreshold": Comparison("==", operator.eq),
    "GreaterThanYesterday": Comparison(" rises since yesterday by % > ", operator.gt, DAY),
    "LessThanYesterday": Comparison(" falls since yesterday by % > ", operator.gt, DAY, falls=True),
    "GreaterThanLastWeek": Comparison(" rises since last week by % > ", operator.gt, 7 * DAY),
    "LessThanLastWeek": Comparison(" falls since last week by % > ", operator.gt, 7 * DAY, falls=True),
    "GreaterThanLastPeriod": Comparison(" rises since last period by % > ", operator.gt, PERIOD),
    "LessThanLastPeriod": Comparison(
        " falls since last period by % > ", operator.gt, PERIOD, falls=True
    ),
}
