"""The documented tables of settings against the classes that read them."""

import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

from scalehook.cli.variables import OF_THE_COMMAND_LINE, OF_THE_TESTS, known
from scalehook.consumer.settings import variables as consumer_variables
from scalehook.distributed.settings import Settings as DistributedSettings
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.settings import Settings
from scalehook.wiring.services import NAMES, settings_of
from support.documents import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text()
ROW = re.compile(r"^\| (`SCALEHOOK_[^|]*) \| ([^|]*)\|", re.MULTILINE)
OF_A_CONSUMER = "SCALEHOOK_CONSUMER_"
# made at the start, or said in words
UNWRITTEN = {
    "SCALEHOOK_ACCESS_KEY_ID", "SCALEHOOK_ACCESS_KEY_SECRET", "SCALEHOOK_CONSOLE_TOKEN",
    "SCALEHOOK_RECEIVERS",
}  # fmt: skip


def rows() -> list[tuple[list[str], list[str]]]:
    """The variables of each row, and their defaults."""
    return [
        (re.findall(r"SCALEHOOK_\w+", row[1]), re.findall(r"`([^`]*)`", row[2]))
        for row in ROW.finditer(PAGE)
    ]


def settings() -> Iterator[tuple[str, Any]]:
    """All variables with the defaults that the classes give them."""
    classes: set[type[Settings]] = {GatewaySettings, DistributedSettings, *map(settings_of, NAMES)}
    for each in classes:
        for name, field in each.model_fields.items():
            yield (
                (field.alias or f"SCALEHOOK_{name}").upper(),
                field.get_default(call_default_factory=True),
            )


def written(default: Any) -> str:
    """As the page has it; empty where there is none."""
    if isinstance(default, list):
        return json.dumps([item.value if isinstance(item, Enum) else str(item) for item in default])
    if isinstance(default, bool):
        return str(default).lower()
    return (
        f"{default:.15g}"
        if isinstance(default, float)
        else str(default or ("0" if default == 0 else ""))
    )


def test_each_has_its_row() -> None:
    """One, and nothing stands there that nobody reads; those of tests and consumers have their pages."""
    documented = [name for names, _ in rows() for name in names]
    assert sorted(documented) == sorted({name for name, _ in settings()}.union(OF_THE_COMMAND_LINE))
    assert known() == set(documented).union(OF_THE_TESTS, consumer_variables())


def test_those_of_consumers_are_on_their_page() -> None:
    """With the stack's prefix where the stack reads them too, else without one, as the page says."""
    shown = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "consumers.md").read_text()))
    names = {name.removeprefix(OF_A_CONSUMER) for name in consumer_variables() if OF_A_CONSUMER in name}
    assert {name for name in names if shown.isdisjoint({name, f"SCALEHOOK_{name}"})} == set()


@pytest.mark.parametrize(("names", "defaults"), rows(), ids=lambda part: part[0] if part else "")
def test_its_default_is_the_documented_one(names: list[str], defaults: list[str]) -> None:
    """One for all of the row, or one for each; a service that has another says so in the row."""
    for place, name in enumerate(names):
        meant = {written(default) for known_as, default in settings() if known_as == name} - {""}
        here = defaults[place : place + 1] if len(defaults) == len(names) else defaults
        assert name in UNWRITTEN or not meant or meant == set(here), (meant, here)
