"""Names of new instances: the same for all, or numbered as a pattern says.

`web-[7,3]-blue` makes `web-007-blue`, `web-008-blue` …: the first number (0 to 999999, else 0) and the
number of digits (1 to 6, else 6); more digits than asked for where the number needs them.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scalehook_contracts.errors.ecs_new_instances import (
    InvalidHostNameMalformed,
    InvalidInstanceNameCustomMalformed,
    InvalidInstanceNameMalformed,
)

MOST_DIGITS = 6
ID_PLACEHOLDER = "${instance_id}"
_ORDERED = re.compile(r"(?P<prefix>.*?)\[(?P<begin>\d*)(?:,(?P<digits>\d*))?\](?P<suffix>.*)", re.ASCII)
_NAME = re.compile(r"[^\W\d_][\w:.-]{1,127}")
_HOST = re.compile(r"(?!.*[.-]{2})[A-Za-z0-9][A-Za-z0-9.-]{0,62}[A-Za-z0-9]", re.ASCII)


class Pattern(NamedTuple):
    """A name with a number in it, or without one. `suffixed` appends 001, 002 … to a plain name."""

    prefix: str
    begin: int | None = None
    digits: int = MOST_DIGITS
    suffix: str = ""

    def name(self, number: int) -> str:
        """The name with this number."""
        if self.begin is None:
            return self.prefix
        return f"{self.prefix}{number:0{self.digits}d}{self.suffix}"


def pattern_of(text: str, *, suffixed: bool = False) -> Pattern:
    """The text as a pattern; InvalidInstanceName.CustomMalformed when its brackets make no sense."""
    if "[" not in text and "]" not in text:
        return Pattern(text, 1, 3) if suffixed and text else Pattern(text)
    found = _ORDERED.fullmatch(text)
    if found is None or {"[", "]"} & set(found["prefix"] + found["suffix"]):
        raise InvalidInstanceNameCustomMalformed()
    begin, digits = (int(found[part] or default) for part, default in (("begin", 0), ("digits", 6)))
    if begin > 999_999 or not 1 <= digits <= MOST_DIGITS:
        raise InvalidInstanceNameCustomMalformed()
    digits = MOST_DIGITS if len(str(begin)) > digits else digits
    return Pattern(found["prefix"], begin, digits, found["suffix"])


class Names(NamedTuple):
    """What the instances of one request are called; `hosts` has a host name for each, if any."""

    instance: Pattern
    host: Pattern
    hosts: Sequence[str] = ()

    @property
    def begin(self) -> int | None:
        """The first number, if there are any."""
        return self.host.begin if self.instance.begin is None else self.instance.begin

    def of(self, index: int, instance_id: str, ahead: int = 0) -> tuple[str, str]:
        """Instance name and host name of one of them; `ahead` numbers are taken already."""

        def number(pattern: Pattern) -> int:
            return (pattern.begin or 0) + ahead + index

        host = self.hosts[index] if index < len(self.hosts) else self.host.name(number(self.host))
        return (
            self.instance.name(number(self.instance)),
            host.replace(ID_PLACEHOLDER, instance_id),
        )


def check_instance_name(name: str) -> None:
    """2 to 128 letters, digits, `:`, `_`, `.` and `-`; a letter comes first, and no `http://`."""
    _check(name, _NAME.fullmatch(name) is not None, InvalidInstanceNameMalformed)


def check_host_name(name: str) -> None:
    """2 to 64 letters, digits, `.` and `-`, none of these two at an end or beside each other."""
    plain = name.replace(ID_PLACEHOLDER, "i-0")
    _check(name, _HOST.fullmatch(plain) is not None, InvalidHostNameMalformed)


def _check(name: str, fits: bool, refusal: Callable[[], Exception]) -> None:
    if name and (not fits or name.startswith(("http://", "https://"))):
        raise refusal()
