"""A bus and its rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sortedcontainers import SortedList

from scalehook.event_bus.state.rules import Rule, marks_of
from scalehook.kit.shelves import Shelves


@dataclass
class Bus:
    """Rules by name. Names in order and the shelves, where events find rules, follow from it."""

    name: str
    description: str = ""
    created_at: float = 0.0
    rules: dict[str, Rule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rule_names = SortedList(self.rules)
        self._shelves: Shelves[Rule] = Shelves()
        for rule in self.rules.values():
            self._shelves.put(rule.name, rule, rule.marks())

    def add(self, rule: Rule) -> None:
        """One more."""
        self.rules[rule.name] = rule
        self.rule_names.add(rule.name)
        self._shelves.put(rule.name, rule, rule.marks())

    def reread(self, rule: Rule, filter_pattern: str) -> None:
        """It has another pattern."""
        before = rule.marks()
        rule.read(filter_pattern)
        self._shelves.mark_anew(rule.name, rule, before, rule.marks())

    def remove(self, name: str) -> None:
        """One less."""
        rule = self.rules.pop(name)
        self.rule_names.remove(name)
        self._shelves.drop(name, rule.marks())

    def rules_for(self, event: dict[str, Any]) -> Iterable[Rule]:
        """Those that let the event pass."""
        return [rule for rule in self._shelves.find(marks_of(event)) if rule.lets_pass(event)]
