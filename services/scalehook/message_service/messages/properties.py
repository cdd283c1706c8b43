"""Which properties a message may have.

As https://help.aliyun.com/zh/mns/developer-reference/message-properties says; of the system's, which it
does not speak of, only the types that the official clients know.
"""

import base64
import re
from collections.abc import Sequence
from itertools import chain

from scalehook.message_service.limits import LIMITS
from scalehook.message_service.messages.bodies import is_text
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.message_service.base import Property

NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", re.ASCII)
TYPES = ("STRING", "NUMBER", "BOOLEAN", "BINARY")  # what a NUMBER holds, the service does not look at


def check_properties(user: Sequence[Property], system: Sequence[Property]) -> None:
    """Refuse those that cannot be."""
    if len(user) > LIMITS.properties:
        raise InvalidArgument(name="UserProperties")
    _check_names(user, "UserProperties")
    _check_names(system, "SystemProperties")
    for one in user:
        _check_value(one)
    if any(one.type != "STRING" for one in system):
        raise InvalidArgument(name="Type")


def properties_size(*lists: Sequence[Property]) -> int:
    """The bytes that they add to a message."""
    texts = (text for one in chain(*lists) for text in (one.name, one.value, one.type))
    return sum(len(text.encode()) for text in texts)


def _check_names(properties: Sequence[Property], element: str) -> None:
    names = [one.name for one in properties]
    if any(len(name) > LIMITS.property_name or not NAME.fullmatch(name) for name in names):
        raise InvalidArgument(name="Name")
    if len(set(names)) < len(names):
        raise InvalidArgument(name=element)


def _check_value(one: Property) -> None:
    if one.type not in TYPES:
        raise InvalidArgument(name="Type")
    if len(one.value) > LIMITS.property_value or not is_text(one.value) or not _fits(one):
        raise InvalidArgument(name="Value")


def _fits(one: Property) -> bool:
    if one.type == "BOOLEAN":
        return one.value in ("true", "false")
    if one.type == "BINARY":
        try:
            base64.b64decode(one.value, validate=True)
        except ValueError:  # no Base64, or not even ASCII
            return False
    return True
