"""The heads of requests in the form that nearly all have, read without a parser. What a client says each
time is read once: of the next head like it, only the lines that never stay the same are looked at.

What has any other form, or is in doubt, is left to the parser: nothing is refused here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from string import ascii_letters, digits
from typing import Any

from scalehook.gateway.http import NAMES
from scalehook.kit.byte_tables import only

LONGEST = 8000  # bytes of a head
LONGEST_LINE, MOST_PLACES = 100, 1000  # bytes of a request line that is remembered, and how many are
METHODS = {b"GET": "GET", b"POST": "POST", b"PUT": "PUT", b"DELETE": "DELETE"}
TARGET = only((ascii_letters + digits + "/?&=%-._~+:,;@!$'()*").encode())
VALUE = only(range(32, 127))
SPACE = 32
LENGTH = "content-length"
MOST_DIGITS = 9
KEEPS = (b"keep-alive", b"Keep-Alive")  # the connection stays, as it does if nothing is said
CHANGING = frozenset(("authorization", "content-md5", "x-acs-signature-nonce", LENGTH))
# what these say is about the connection, or about how the body comes: the parser must know
FRAMING = frozenset(("connection", "proxy-connection", "transfer-encoding", "upgrade", "expect"))

Place = tuple[str, str, str, str]  # method, path, query and the whole target
Head = tuple[Place, dict[str, str], int, int]  # its headers, the length of the body, where that begins


@dataclass(slots=True, eq=False)
class Form:
    """Heads with the same lines but for some, of which the names are the same."""

    lines: int
    fixed: Callable[[list[bytes]], Any]  # those of its lines that stay
    stay: Any  # what they are
    headers: dict[str, str]
    changing: tuple[tuple[int, bytes, str], ...]  # line, and its name as it is spelt and known


class PlainHeads:
    """Of one connection."""

    __slots__ = ("_forms",)

    def __init__(self) -> None:
        self._forms: dict[str, Form] = {}  # by methods

    def read(self, data: bytes) -> Head | None:
        """The head that data begins with; None: let the parser look."""
        end = data.find(b"\r\n\r\n", 0, LONGEST)
        if end < 0:
            return None
        lines = data[:end].split(b"\r\n")
        place = _places.get(lines[0]) or _place(lines[0])
        if place is None:
            return None
        form = self._forms.get(place[0])
        if form is None or form.lines != len(lines) or form.fixed(lines) != form.stay:
            form = _form(lines)
            if form is None:
                return None
            self._forms[place[0]] = form
        headers = form.headers.copy()
        for at, spelt, name in form.changing:
            raw, _, value = lines[at].partition(b": ")
            if raw != spelt or not _is_plain(value):
                return None
            headers[name] = value.decode()
        length = headers.get(LENGTH, "0")
        if len(length) > MOST_DIGITS or not length.isdecimal():
            return None
        return place, headers, int(length), end + 4


_places: dict[bytes, Place] = {}


def _place(line: bytes) -> Place | None:
    said, _, rest = line.partition(b" ")
    raw, _, version = rest.partition(b" ")
    method = METHODS.get(said)
    if method is None or version != b"HTTP/1.1" or raw[:1] != b"/" or raw.translate(TARGET) != raw:
        return None
    target = raw.decode()
    path, _, query = target.partition("?")  # a fragment is nothing plain
    if len(line) <= LONGEST_LINE:
        if len(_places) >= MOST_PLACES:
            _places.clear()
        _places[line] = method, path, query, target
    return method, path, query, target


def _form(lines: list[bytes]) -> Form | None:
    """That of a head with these lines; None where the parser should see one of them."""
    headers: dict[str, str] = {}
    fixed, changing = [], []
    for at, line in enumerate(lines[1:], 1):
        raw, _, value = line.partition(b": ")
        name = NAMES.get(raw)  # which the parser has seen before
        if name is None or name in headers or not _is_plain(value) or not _is_harmless(name, value):
            return None
        headers[name] = value.decode()
        if name in CHANGING:
            changing.append((at, raw, name))
        else:
            fixed.append(at)
    if not fixed:
        return None
    these = itemgetter(*fixed)
    return Form(len(lines), these, these(lines), headers, tuple(changing))


def _is_plain(value: bytes) -> bool:
    """Whether the parser would tell it as it stands."""
    return value != b"" and value[0] != SPACE != value[-1] and value.translate(VALUE) == value


def _is_harmless(name: str, value: bytes) -> bool:
    return name not in FRAMING or (name == "connection" and value in KEEPS)
