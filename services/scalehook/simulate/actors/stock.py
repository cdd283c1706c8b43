"""Stock that runs short for a while."""

from collections.abc import Iterator

from scalehook.simulate.actors.load import Arrival
from scalehook.simulate.agenda import of_seconds
from scalehook.simulate.scenario.fleet import Fleet
from scalehook_contracts.fleet.conditions import SetFleetConditions, StockLevel


def stock_changes(fleet: Fleet) -> Iterator[Arrival]:
    """When it becomes less, and when there is enough again."""
    for number, each in enumerate(fleet.stock):
        for at, amount in ((each.at, each.amount), (each.until, None)):
            level = StockLevel(instance_type=each.instance_type, amount=amount)
            name = f"stock/{number}/{'ends' if amount is None else 'begins'}"
            yield Arrival(of_seconds(at), name, SetFleetConditions(stock=[level]))
