"""Checks tags: of commands, invocations and files, and those by which instances are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs_commands import (
    AssistantNumberExceedTags,
    DuplicateResourceTagKey,
    InvalidResourceTagKeyMalformed,
    InvalidResourceTagValueMalformed,
    MissingResourceTagKey,
    MissingTagKey,
    NumberExceedResourceTags,
)
from scalehook_contracts.errors.ecs_instances import (
    DuplicateTagKey,
    InvalidTagKeyMalformed,
    InvalidTagValueMalformed,
)
from scalehook_contracts.script_runner.base import AssistantTag, TagView

MOST = 20
LONGEST_KEY, LONGEST_VALUE = 64, 128
RESERVED = ("aliyun", "acs:")


@dataclass(frozen=True)
class Refusals:
    """What tags of one kind are refused with."""

    too_many: type[ApiError]
    no_key: type[ApiError]
    bad_key: type[ApiError]
    bad_value: type[ApiError]
    twice: type[ApiError]


OWN = Refusals(
    AssistantNumberExceedTags,
    MissingTagKey,
    InvalidTagKeyMalformed,
    InvalidTagValueMalformed,
    DuplicateTagKey,
)
OF_INSTANCES = Refusals(
    NumberExceedResourceTags,
    MissingResourceTagKey,
    InvalidResourceTagKeyMalformed,
    InvalidResourceTagValueMalformed,
    DuplicateResourceTagKey,
)


def check_tags(
    tags: Sequence[AssistantTag], refusals: Refusals = OWN, *, reserved: bool = False
) -> None:
    """At most 20 different keys of 1 to 64 characters, and no addresses; none of the cloud's own, but
    where these are what is looked for.
    """
    if len(tags) > MOST:
        raise refusals.too_many()
    for tag in tags:
        if not tag.key:
            raise refusals.no_key()
        of_the_cloud = tag.key.startswith(RESERVED) and not reserved
        if len(tag.key) > LONGEST_KEY or of_the_cloud or _has_address(tag.key):
            raise refusals.bad_key()
        if len(tag.value) > LONGEST_VALUE or _has_address(tag.value):
            raise refusals.bad_value()
    if len({tag.key for tag in tags}) < len(tags):
        raise refusals.twice()


def views(tags: Sequence[AssistantTag]) -> list[TagView]:
    """As answers have them."""
    return [TagView(tag_key=tag.key, tag_value=tag.value) for tag in tags]


def _has_address(text: str) -> bool:
    return "http://" in text or "https://" in text
