"""JSON Schema of scenarios, for editors."""

from typing import Any

from scalehook.blueprint.schema import DIALECT
from scalehook.blueprint.schema import schema as schema_of_stacks
from scalehook.simulate.scenario.scenario import Scenario

HIDDEN = ("values", "trace")


def schema() -> dict[str, Any]:
    """Draft 2020-12."""
    found = Scenario.model_json_schema()
    stack = schema_of_stacks()
    definitions = {**stack.pop("$defs"), **found.pop("$defs")}
    for definition in definitions.values():
        for name in HIDDEN:
            definition.get("properties", {}).pop(name, None)
    distribution = definitions["Distribution"]
    definitions["Distribution"] = {"anyOf": [{"type": "string"}, distribution]}
    stack.pop("$schema")
    found["properties"]["stack"] = stack
    return {
        "$schema": DIALECT,
        **found,
        "title": "A scenario",
        "$defs": dict(sorted(definitions.items())),
    }
