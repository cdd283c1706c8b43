"""What the console says of a fault before it is switched on."""

import json
from pathlib import Path

import pytest

import scalehook
from scalehook.gateway.console.views.troubles import _kinds

STRINGS = Path(scalehook.__file__).parent / "gateway/console/static/strings"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_kind_and_each_setting_has_its_sentence(language: str) -> None:
    """What the kind does, with the settings that it cannot be without, and a sentence for each other."""
    texts = json.loads((STRINGS / f"{language}.json").read_text())
    lacking = []
    for kind, form in _kinds().items():
        does = texts.get(f"faults.does_{kind}", "")
        names = [field["name"] for field in form["fields"]]
        lacking += [kind] if not does else []
        lacking += [
            f"{kind}.{name}"
            for name in names
            if f"{{{name}}}" not in does and "{value}" not in texts.get(f"faults.set_{name}", "")
        ]
    assert lacking == []
