"""The templates that come with the engine: public ones, and those behind product actions."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
VERSION = "v1"


def public_templates() -> Iterator[tuple[str, str]]:
    """Name and content of every public template."""
    for path in sorted((FOLDER / "public").glob("*.yml")):
        yield path.stem, path.read_text()


@cache
def product_actions() -> dict[str, str]:
    """Contents by the action's name in lower case: `acs::ecs::runcommand`."""
    return {
        path.stem.replace("--", "::").lower(): path.read_text()
        for path in (FOLDER / "product").glob("*.yml")
    }
