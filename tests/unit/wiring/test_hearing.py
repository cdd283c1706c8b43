"""The table of the events that each service hears is true."""

import os
from pathlib import Path

from scalehook.kit.machine.router import handlers
from scalehook.wiring import hearing
from scalehook.wiring.services import readers, services
from scalehook_contracts.base import Event

FILE = Path(hearing.__file__)


def heard() -> dict[str, tuple[str, ...]]:
    """As the handlers say."""
    return {
        each.name: tuple(sorted(m.wire_name() for m in handlers(each.handlers) if issubclass(m, Event)))
        for each in services()
    }


def written(table: dict[str, tuple[str, ...]]) -> str:
    """The file with this table in it, as the formatter wants it."""
    head = FILE.read_text().partition("HEARD")[0]
    lines = [head + "HEARD: dict[str, tuple[str, ...]] = {\n"]
    for name, events in table.items():
        lines += [f'    "{name}": (', *(f'\n        "{event}",' for event in events)]
        lines.append("\n    ),\n" if events else "),\n")
    return "".join([*lines, "}\n"])


def test_the_table_is_what_the_handlers_say() -> None:
    """Write it anew: `HEARD=write pytest tests/unit/wiring/test_hearing.py`, which fails that once."""
    if os.environ.get("HEARD") == "write":
        FILE.write_text(written(heard()))
    assert heard() == hearing.HEARD
    assert FILE.read_text() == written(heard())


def test_readers_are_told_by_the_table() -> None:
    """All services, in their order, and the classes of the events."""
    told = {name: tuple(m.wire_name() for m in events) for name, events in readers().items()}
    assert list(told.items()) == list(heard().items())
