"""A custom metric with its dimensions, as it was reported."""

from dataclasses import dataclass, field
from itertools import islice

from scalehook.cloud_monitor.windows import Window, merged

FINEST = 15  # seconds: the shortest period that can be asked for
AT_A_TIME = 20


@dataclass
class Series:
    """One series. `windows` has what was reported by the length of the windows and their beginnings:
    single values in the finest ones, aggregates in those of their own period.
    """

    group_id: str
    metric_name: str
    dimensions: dict[str, str]
    touched_at: float
    windows: dict[int, dict[int, Window]] = field(default_factory=dict)

    def add(self, length: int, start: int, window: Window, keep_from: float) -> None:
        """One more report; some of what is too old goes."""
        kept = self.windows.setdefault(length, {})
        if start in kept:
            kept[start].add(window)
        else:
            kept[start] = window
        for old in [start for start in islice(kept, AT_A_TIME) if start < keep_from]:
            del kept[old]

    def between(self, start: int, end: int) -> Window | None:
        """What was measured from `start` to before `end`; of several lengths the finest counts."""
        for length in sorted(self.windows):
            if (end - start) % length == 0:
                kept = self.windows[length]
                moments = range(start, end, length)
                found = merged(kept[moment] for moment in moments if moment in kept)
                if found is not None:
                    return found
        return None


def series_key(group_id: str, metric_name: str, dimensions: dict[str, str]) -> str:
    """The name of a series; the order of the dimensions does not matter."""
    spelt = "&".join(f"{key}={value}" for key, value in sorted(dimensions.items()))
    return f"custom/{group_id}/{metric_name}/{spelt}"
