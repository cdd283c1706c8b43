"""Checks tags: their number, keys and values."""

from collections.abc import Sequence

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs_instances import (
    DuplicateTagKey,
    InvalidTagCount,
    InvalidTagKeyMalformed,
    InvalidTagMismatch,
    InvalidTagValueMalformed,
)
from scalehook_contracts.fleet.base import InstanceTag

MOST = 20
LONGEST = 128
RESERVED = ("aliyun", "acs:")


def check(tags: Sequence[InstanceTag], too_many: type[ApiError] = InvalidTagCount) -> None:
    """At most 20 different keys of 1 to 128 characters, none of them reserved, and no addresses."""
    if len(tags) > MOST:
        raise too_many()
    for tag in tags:
        if not tag.key and tag.value:
            raise InvalidTagMismatch()
        if not 1 <= len(tag.key) <= LONGEST or tag.key.startswith(RESERVED) or _has_address(tag.key):
            raise InvalidTagKeyMalformed()
        if len(tag.value) > LONGEST or _has_address(tag.value):
            raise InvalidTagValueMalformed()
    if len({tag.key for tag in tags}) < len(tags):
        raise DuplicateTagKey()


def _has_address(text: str) -> bool:
    return "http://" in text or "https://" in text
