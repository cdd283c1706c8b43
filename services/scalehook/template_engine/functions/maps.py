"""Functions on mappings."""

from typing import Any

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.functions.lists import listed


def merge_map(maps: list[dict[str, Any]]) -> dict[str, Any]:
    """All in one; of equal keys the last one counts."""
    return {key: value for each in maps for key, value in each.items()}


def map_join(arguments: list[list[Any]]) -> dict[str, Any]:
    """[keys, values], of one length."""
    keys, values = map(listed, arguments)
    return dict(zip(map(str, keys), values, strict=True))


def convert_map_to_list(arguments: Any) -> list[dict[str, Any]]:
    """[mapping]: an object with Key and Value for each entry."""
    [mapping] = arguments if isinstance(arguments, list) else [arguments]
    return [{"Key": key, "Value": value} for key, value in mapping.items()]


def merge_map_to_list(maps: list[dict[str, list[Any]]], allowance: Allowance) -> list[dict[str, Any]]:
    """`[{"A": [1, 2]}, {"B": [0]}]` gives `[{"A": 1, "B": 0}, {"A": 2, "B": 0}]`: a list that is shorter
    repeats its last value.
    """
    lists = merge_map(maps)
    longest = max((len(listed(values)) for values in lists.values()), default=0)
    for key, values in lists.items():
        allowance.measure(values[-1], longest - len(values) + 1)
        lists[key] = values + values[-1:] * (longest - len(values))
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
