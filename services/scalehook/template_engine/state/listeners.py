"""Executions that wait for events."""

from collections import Counter
from collections.abc import Iterator

from scalehook.template_engine.state.executions import Execution


class Listeners:
    """By their ids. What they wait for on event buses is counted by product: not what other services
    tell the engine themselves.
    """

    def __init__(self) -> None:
        self._executions: dict[str, Execution] = {}
        self._products: dict[str, str] = {}  # of those that wait for what buses have
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._executions)

    def __iter__(self) -> Iterator[Execution]:
        return iter(list(self._executions.values()))

    @property
    def products(self) -> list[str]:
        """Whose events on buses somebody waits for, in order."""
        return sorted(self._counts)

    def put(self, execution: Execution) -> None:
        """It waits, for what its trigger says now."""
        self.drop(execution.execution_id)
        self._executions[execution.execution_id] = execution
        product = _product(execution)
        if product:
            self._products[execution.execution_id] = product
            self._counts[product] += 1

    def drop(self, execution_id: str) -> None:
        """It waits no more, if it did."""
        self._executions.pop(execution_id, None)
        product = self._products.pop(execution_id, "")
        if product:
            self._counts[product] -= 1
            self._counts += Counter()  # without those that are 0


def _product(execution: Execution) -> str:
    """The product whose events on a bus it may wait for; empty for none. Types there begin with it:
    `ecs:ActionTrail:ApiCall` is one, `Instance:StateChange` is none.
    """
    trigger = execution.trigger
    properties = execution.tasks[trigger.task_id].properties if trigger is not None else {}
    product = str(properties["Product"]).lower()
    names = properties.get("Name") or []
    given = names if isinstance(names, list) else [names]
    return product if not given or any(name.startswith(f"{product}:") for name in given) else ""
