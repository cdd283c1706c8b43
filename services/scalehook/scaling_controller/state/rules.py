"""A scaling rule."""

from collections.abc import Hashable
from dataclasses import dataclass

from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rules import CreateScalingRule

ANY = ""


@dataclass
class Rule:
    """A scaling rule."""

    rule_id: str
    name: str
    request: CreateScalingRule

    @property
    def group_id(self) -> str:
        """Its group's id."""
        return self.request.scaling_group_id

    def marks(self) -> list[tuple[Hashable, ...]]:
        """What it is found by: `("name", group, name)`, `("type", group, type)`, where `ANY` stands for
        whatever it may be, and `("metric", group, metric)` for what a target tracking rule follows.
        """
        group, kind = self.group_id, self.request.scaling_rule_type
        marks: list[tuple[Hashable, ...]] = [
            ("name", group, self.name),
            ("name", group, ANY),
            ("name", ANY, self.name),
            ("type", group, kind),
            ("type", ANY, kind),
        ]
        if kind == "TargetTrackingScalingRule":
            marks.append(("metric", group, metric_of(self.request)))
        return marks


def metric_of(request: RuleSettings) -> Hashable:
    """The metric that a rule follows, told apart by its dimensions."""
    dimensions = {(d.dimension_key, d.dimension_value) for d in request.alarm_dimensions}
    return request.metric_type or "system", request.metric_name, frozenset(dimensions)
