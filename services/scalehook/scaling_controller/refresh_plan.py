"""How a refresh goes on: pure arithmetic of how many instances come and go next."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Literal


@dataclass(frozen=True)
class Scene:
    """A group between two steps: `total` instances, of which `old` ones are to go; `capacity` is what it
    has when nothing is under way. The percentages bound how few and how many there may be meanwhile;
    `most` bounds the batch, since there is a checkpoint to stop at. `closing`: no new batch is opened.
    """

    total: int
    old: int
    capacity: int
    min_percentage: int
    max_percentage: int
    most: int
    closing: bool = False

    @property
    def lowest(self) -> int:
        """So many stay in service."""
        return ceil(self.capacity * self.min_percentage / 100)

    @property
    def highest(self) -> int:
        """So many are there at most. Where rounding leaves no room at all, one more than that."""
        highest = floor(self.capacity * self.max_percentage / 100)
        if self.lowest == highest == self.capacity:
            return highest + 1
        return highest


@dataclass(frozen=True)
class Step:
    """So many come, or so many of the old ones go."""

    kind: Literal["out", "in"]
    amount: int


def plan(scene: Scene) -> Step | None:
    """The next step; None when the group has its capacity and nothing more is to be done, for now.

    A batch is two steps: instances come first where there may be more of them, and go first otherwise.
    The second step completes whatever the first has left.
    """
    surplus = scene.total - scene.capacity
    if surplus > 0:
        return _step("in", min(surplus, scene.old))
    if surplus < 0:
        return _step("out", -surplus)
    batch = 0 if scene.closing else min(scene.old, scene.most)
    if scene.highest > scene.capacity:
        return _step("out", min(batch, scene.highest - scene.capacity))
    return _step("in", min(batch, scene.capacity - scene.lowest))


def _step(kind: Literal["out", "in"], amount: int) -> Step | None:
    return Step(kind, amount) if amount > 0 else None


def due_at(percentage: int, total: int) -> int:
    """How many instances have been replaced when a checkpoint is reached."""
    return ceil(total * percentage / 100)
