"""A bus and its rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sortedcontainers import SortedList

from scalehook.event_bus.state.rules import Rule, marks_of
from scalehook.kit.shelves import Shelves


@dataclass
class Bus:
    """Rules by name. Names in order, the shelves, where events find rules, and those rules that calls of
    APIs may concern, follow from it.
    """

    name: str
    description: str = ""
    created_at: float = 0.0
    rules: dict[str, Rule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rule_names = SortedList(self.rules)
        self._shelves: Shelves[Rule] = Shelves()
        self._of_calls: set[str] = set()
        for rule in self.rules.values():
            self._shelves.put(rule.name, rule, rule.marks())
            self.mind(rule)

    @property
    def minds_calls(self) -> bool:
        """Whether a rule that is on may let an event of ActionTrail pass."""
        return bool(self._of_calls)

    def mind(self, rule: Rule) -> None:
        """It may have come, be on or off now, or read otherwise."""
        if rule.status == "ENABLE" and rule.may_be_of_calls():
            self._of_calls.add(rule.name)
        else:
            self._of_calls.discard(rule.name)

    def add(self, rule: Rule) -> None:
        """One more."""
        self.rules[rule.name] = rule
        self.rule_names.add(rule.name)
        self._shelves.put(rule.name, rule, rule.marks())
        self.mind(rule)

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
        self._of_calls.discard(name)

    def rules_for(self, event: dict[str, Any]) -> Iterable[Rule]:
        """Those that let the event pass."""
        return [rule for rule in self._shelves.find(marks_of(event)) if rule.lets_pass(event)]
