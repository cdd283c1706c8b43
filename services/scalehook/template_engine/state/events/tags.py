"""Resources get other tags."""

from scalehook.template_engine.state.root import State
from scalehook_contracts.base import Note


class ResourcesTagged(Note):
    """Resources of one kind have these tags now, and no others; by name."""

    kind: str
    tags: dict[str, dict[str, str]]


def resources_tagged(event: ResourcesTagged, state: State) -> None:
    """They do."""
    for name, tags in event.tags.items():
        if event.kind == "template":
            state.templates[name].tags = dict(tags)
        else:
            state.stored(secret=event.kind == "secretparameter")[name].tags = dict(tags)
