"""The templates that come with the engine: all are valid and run here, and the index is true of them."""

import json
import os
from typing import Any

from scalehook.template_engine import library
from scalehook.template_engine.document import parse
from scalehook.template_engine.registering import declared_parameters
from scalehook.template_engine.validation import lacking, problems

FILES = {path.stem: path.read_text() for path in sorted(library.FOLDER.glob("*/*.yml"))}
COMMON = ("regionId", "OOSAssumeRole", "rateControl")
PLACEHOLDERS = {
    "lifecycleHookId": "${lifecycleHookId}",
    "lifecycleActionToken": "${lifecycleActionToken}",
    "instanceIds": ["${instanceIds}"],
}


def indexed() -> dict[str, Any]:
    """What the files come to."""
    return {
        name: {"hash": library.digest(text)}
        | (
            {"parameters": [p.model_dump(mode="json") for p in declared_parameters(parse(text))]}
            if name.startswith("ACS-ESS-")
            else {}
        )
        for name, text in FILES.items()
    }


def test_the_index_is_up_to_date() -> None:
    """Write it anew and look:
    `LIBRARY=write pytest tests/unit/template_engine/test_oos_library.py && git diff`.
    """
    if os.environ.get("LIBRARY") == "write":
        library.INDEX.write_text(json.dumps(indexed(), indent=1) + "\n")
    assert json.loads(library.INDEX.read_text()) == indexed()


def test_all_files_are_valid_and_run_here() -> None:
    """As `scalehook template check` says."""
    assert {name: found for name, text in FILES.items() if (found := problems(text))} == {}
    assert {name: found for name, text in FILES.items() if (found := lacking(text))} == {}


def test_all_hook_templates_are_there() -> None:
    """Twenty-six: each takes from the activity what a hook needs, and assumes a role."""
    hooks = {name: parse(text) for name, text in FILES.items() if "LifeCycle" in name}
    assert len(hooks) == 26
    for name, document in hooks.items():
        defaults = {key: document.parameters[key].default for key in PLACEHOLDERS}
        assert (defaults, document.ram_role) == (PLACEHOLDERS, "{{ OOSAssumeRole }}"), name
        ends = [task.name for task in document.tasks[-2:]]
        assert ends == ["CompleteLifecycleActionForContinue", "CompleteLifecycleActionForAbandon"], name


def test_actions_are_known_by_their_names() -> None:
    """In any letter case."""
    names = library.product_action_names()
    assert "ACS::ESS::ModifyPolarDBIPWhitelist" in names
    assert {name.lower() for name in names} == library.product_actions().keys()


def test_an_index_that_does_not_fit_is_not_used() -> None:
    """A template that somebody has changed is read."""
    name = "ACS-ESS-LifeCycleRunCommand"
    assert library.parameters_of(name, FILES[name]) is not None
    assert library.parameters_of(name, FILES[name] + "\n") is None
    assert library.parameters_of("ACS-ESS-None", FILES[name]) is None


def test_the_page_has_every_template() -> None:
    """With the parameters that are its own."""
    page = (library.FOLDER.parents[3] / "docs" / "oos-templates.md").read_text()
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `ACS-")}
    for name, text in FILES.items():
        if "LifeCycle" in name:
            own = parse(text).parameters.keys() - {*PLACEHOLDERS, *COMMON}
            assert [each for each in own if f"`{each}`" not in rows[name]] == [], name
