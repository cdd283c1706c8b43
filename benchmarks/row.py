"""One line of the table."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was measured. `other` is something real, measured in the same run."""

    name: str
    ours: float
    unit: str
    note: str = ""
    other: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.other if self.other else None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}

    def cells(self) -> list[str]:
        def text(value: float | None) -> str:
            return "" if value is None else f"{value:,.3g}" if value < 100 else f"{value:,.0f}"

        return [self.name, text(self.ours), text(self.other), text(self.ratio), self.unit, self.note]
