"""A scaling rule."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.rules import CreateScalingRule


@dataclass
class Rule:
    """A scaling rule."""

    rule_id: str
    name: str
    request: CreateScalingRule
