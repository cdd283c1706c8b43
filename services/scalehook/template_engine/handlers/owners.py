"""The tags of what OOS has: for RAM."""

from collections.abc import Mapping
from typing import Any

from scalehook.kit import Work
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook_contracts.arn import Arn
from scalehook_contracts.ownership import TagsFound
from scalehook_contracts.template_engine.owners import FindOosTags


def find_oos_tags(command: FindOosTags, work: Work[State, Settings]) -> TagsFound:
    """Of what is there."""
    found = {resource: _tags(Arn.parse(resource), work.state) for resource in command.resources}
    return TagsFound(tags={resource: tags for resource, tags in found.items() if tags})


def _tags(arn: Arn, state: State) -> dict[str, str]:
    if arn.kind == "execution":
        execution = state.executions.get(arn.name)
        return {} if execution is None else execution.started.tags
    tagged: dict[str, Mapping[str, Any]] = {
        "template": state.templates,
        "parameter": state.parameters,
        "secretparameter": state.secrets,
    }
    found = tagged.get(arn.kind, {}).get(arn.name)
    return {} if found is None else found.tags
