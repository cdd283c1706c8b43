"""Which events are meant: a type, and what its fields are to be."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.base import Event

# what people say, and the fields that may say it; a handle stands for its id
SPOKEN: Mapping[str, tuple[str, ...]] = {
    "hook": ("lifecycle_hook_id", "lifecycle_hook_name"),
    "group": ("scaling_group_id", "scaling_group_name"),
    "action": ("lifecycle_action_token",),
    "activity": ("scaling_activity_id",),
    "instance": ("instance_id", "instance_ids"),
    "queue": ("queue_name",),
    "topic": ("topic_name",),
    "execution": ("execution_id",),
    "result": ("lifecycle_action_result",),
    "status": ("lifecycle_action_status", "status_code", "status"),
}
NAMING = ("_id", "_ids", "_token", "_name")  # fields that say what an event is about


@dataclass(frozen=True)
class Criteria:
    """A type of events, and for each thing said of it the fields that may hold it and the value."""

    kind: type[Event]
    wanted: Mapping[str, tuple[tuple[str, ...], Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, kind: object, said: Mapping[str, object]) -> "Criteria":
        """TypeError for what is no type of events, and for what such events have no field for."""
        checked = event_type(kind)
        names = {name: _fields(checked, name) for name in said}
        return cls(checked, {name: (names[name], _plain(value)) for name, value in said.items()})

    def differing(self, event: Event) -> list[str]:
        """What of it is not as wanted; nothing where the event is meant."""
        return [
            name
            for name, (fields, value) in self.wanted.items()
            if not any(_fits(getattr(event, each), value) for each in fields)
        ]

    def meets(self, event: Event) -> bool:
        """Whether the event is meant."""
        return isinstance(event, self.kind) and not self.differing(event)

    def shown(self, event: Event, name: str) -> str:
        """What the event has there."""
        return " / ".join(repr(getattr(event, each)) for each in self.wanted[name][0])

    def ids(self) -> set[str]:
        """What the wanted events are about: what is told of the same is of interest."""
        about = (
            value
            for fields, value in self.wanted.values()
            if any(each.endswith(NAMING) for each in fields)
        )
        return {value for value in about if isinstance(value, str)}

    def __str__(self) -> str:
        said = ", ".join(f"{name}={_named(value)}" for name, (_, value) in self.wanted.items())
        return f"{self.kind.__name__}({said})"


def event_type(kind: object) -> type[Event]:
    """The type itself; TypeError, with the types of like names, for anything else."""
    if isinstance(kind, type) and issubclass(kind, Event):
        return kind
    name = kind if isinstance(kind, str) else getattr(kind, "__name__", type(kind).__name__)
    known = {cls.__name__: cls for cls in _public_events()}
    near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5)
    imports = "; ".join(f"from {known[each].__module__} import {each}" for each in near)
    hint = f": {imports}" if near else ": one of scalehook_contracts, such as LifecycleActionEnded"
    raise TypeError(f"{kind!r} is no type of events; give the class{hint}")


def _public_events() -> list[type[Event]]:
    from scalehook.kit.api.catalogue import contract_types

    return [cls for cls in contract_types().values() if issubclass(cls, Event)]


def _fields(kind: type[Event], name: str) -> tuple[str, ...]:
    fields = kind.model_fields
    meant = tuple(each for each in (name, *SPOKEN.get(name, ())) if each in fields)
    meant = meant or tuple(each for each, info in fields.items() if name == info.alias)
    if not meant:
        spoken = [word for word, names in SPOKEN.items() if any(each in fields for each in names)]
        known = ", ".join([*spoken, *fields])
        raise TypeError(f"{kind.__name__} has nothing called {name!r}; it has {known}")
    return meant


def _plain(value: object) -> object:
    return value if isinstance(value, str) or callable(value) else getattr(value, "id", value)


def _fits(found: object, wanted: object) -> bool:
    if callable(wanted):
        test: Callable[[object], object] = wanted
        return bool(test(found))
    if isinstance(found, list) and not isinstance(wanted, list):
        return wanted in found
    return found == wanted


def _named(value: object) -> str:
    return getattr(value, "__name__", repr(value)) if callable(value) else repr(value)
