"""The table of services, and what is found by it."""

from pathlib import Path

import pytest

import scalehook
from scalehook.wiring.services import NAMES, service, services, settings_of

FOLDERS = [folder.parent.name for folder in Path(scalehook.__path__[0]).glob("*/handlers")]


def test_every_folder_of_handlers_is_in_the_table() -> None:
    """And nothing else, once each."""
    assert sorted(NAMES) == sorted(FOLDERS)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_goes_by_the_name_of_its_folder(name: str) -> None:
    """Its settings can be had without it."""
    assert service(name).name == name
    assert settings_of(name) is service(name).settings


def test_all_of_them() -> None:
    """In the order of the table."""
    assert tuple(each.name for each in services()) == NAMES
