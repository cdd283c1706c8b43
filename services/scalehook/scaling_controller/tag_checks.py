"""Checks tags, and what they are asked for of."""

from collections.abc import Iterable, Sequence

from scalehook.kit import Work
from scalehook.scaling_controller.lookups import check_region
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling_groups import (
    InvalidResourceTypeNotFound,
    InvalidTagKeyMalformed,
    InvalidTagsListSize,
)
from scalehook_contracts.scaling_controller.tags import GroupTag

GROUPS = "scalinggroup"  # the only resources that have tags
MOST_TAGS = 20
LONGEST = 128
RESERVED = ("acs:", "aliyun")
FOREIGN = ("http://", "https://")


def check_resources(region_id: str, resource_type: str, work: Work[State, Settings]) -> None:
    """Groups of this region are meant; in any letter case."""
    check_region(region_id, work)
    if resource_type.lower() != GROUPS:
        raise InvalidResourceTypeNotFound()


def check(tags: Sequence[GroupTag]) -> None:
    """Keys and values are well-formed, and no key stands there twice."""
    check_keys(tag.key for tag in tags)
    if any(len(tag.value) > LONGEST or _is_foreign(tag.value) for tag in tags):
        raise InvalidParameter(name="Tags")
    if len({tag.key for tag in tags}) < len(tags):
        raise InvalidParameter(name="Tags")


def check_keys(keys: Iterable[str]) -> None:
    """They are well-formed."""
    for key in keys:
        if not 0 < len(key) <= LONGEST or key.startswith(RESERVED) or _is_foreign(key):
            raise InvalidTagKeyMalformed(key=key)


def check_amount(tags: Sequence[GroupTag]) -> None:
    """Of one group."""
    if len(tags) > MOST_TAGS:
        raise InvalidTagsListSize()


def _is_foreign(text: str) -> bool:
    return any(part in text for part in FOREIGN)
