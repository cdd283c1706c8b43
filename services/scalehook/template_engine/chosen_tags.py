"""Tags by which triggers choose instances."""

from collections.abc import Mapping, Sequence
from typing import Any


class NoTags(ValueError):
    """What is given are no tags."""


def tags_of(given: Any) -> list[dict[str, str]]:
    """`[{"Key": "k", "Value": "v"}]`, or `{"k": "v"}`; a key alone stands for all its values."""
    pairs = given
    if isinstance(given, dict):
        pairs = [{"Key": key, "Value": value} for key, value in given.items()]
    if not isinstance(pairs, list) or not all(_is_tag(pair) for pair in pairs):
        raise NoTags("Tags must be a list of keys and values")
    return pairs


def has_all(tags: Mapping[str, str], wanted: Sequence[Mapping[str, str]]) -> bool:
    """Whether an instance with these tags is meant."""
    return all(
        pair["Key"] in tags and pair.get("Value", "") in ("", tags[pair["Key"]]) for pair in wanted
    )


def _is_tag(pair: Any) -> bool:
    return (
        isinstance(pair, dict)
        and bool(pair.get("Key"))
        and pair.keys() <= {"Key", "Value"}
        and all(isinstance(text, str) for text in pair.values())
    )
