"""Checks launch templates: only what ECS itself checks before an instance is made."""

import base64
import binascii
import re

from scalehook_contracts.errors.ecs_launch_templates import (
    InvalidLaunchTemplateNameMalformed,
    InvalidVersionDescription,
    TemplateDuplicateTagKey,
    TemplateUserDataMalformed,
    TemplateUserDataTooLarge,
)
from scalehook_contracts.fleet.launch_template_data import LaunchTemplateData, Tag

NAME = re.compile(r"[A-Za-z\u4e00-\u9fa5][\w:.-]{1,127}")
LONGEST_DESCRIPTION = 256
MOST_USER_DATA = 32 * 1024  # bytes, before they are encoded
ADDRESSES = ("http://", "https://")


def check_name(name: str) -> None:
    """2 to 128 characters, and no address."""
    if not NAME.fullmatch(name):
        raise InvalidLaunchTemplateNameMalformed()


def check_version(description: str, data: LaunchTemplateData, tags: list[Tag]) -> None:
    """Its description, user data and tags."""
    if description and (not 2 <= len(description) <= LONGEST_DESCRIPTION):
        raise InvalidVersionDescription()
    if description.startswith(ADDRESSES):
        raise InvalidVersionDescription()
    _check_user_data(data.user_data)
    check_tags(tags)


def check_tags(tags: list[Tag]) -> None:
    """No key twice."""
    if len({tag.key for tag in tags}) < len(tags):
        raise TemplateDuplicateTagKey()


def _check_user_data(text: str) -> None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise TemplateUserDataMalformed() from problem
    if len(data) > MOST_USER_DATA:
        raise TemplateUserDataTooLarge()
