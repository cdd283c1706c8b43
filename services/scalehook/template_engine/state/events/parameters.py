"""What happens in the Parameter Store."""

from scalehook.template_engine.state.parameters import ParameterVersion, StoredParameter
from scalehook.template_engine.state.root import State
from scalehook_contracts.base import Fresh, Note
from scalehook_contracts.numbers import Int64

MOST_VERSIONS = 100


class ParameterCreated(Note):
    """A parameter is stored. No note of these is told to anybody: they have secrets in them."""

    name: str
    secret: bool
    type: str
    at: float
    by: str
    description: str = ""
    constraints: str = ""
    tags: dict[str, str] = Fresh(dict)
    resource_group_id: str = ""
    client_token: str = ""
    key_id: str = ""
    dkms_instance_id: str = ""


class ParameterValued(Note):
    """A parameter has this value from now on."""

    name: str
    secret: bool
    number: Int64
    value: str
    at: float
    by: str


class ParameterDescribed(Note):
    """A parameter is described otherwise now; None is as it was."""

    name: str
    secret: bool
    at: float
    by: str
    description: str | None = None
    tags: dict[str, str] | None = None
    resource_group_id: str | None = None


class ParameterDeleted(Note):
    """A parameter is gone."""

    name: str
    secret: bool


def parameter_created(event: ParameterCreated, state: State) -> None:
    """One more."""
    said = event.model_dump(exclude={"at", "by"})
    stored = StoredParameter(**said, created_at=event.at, created_by=event.by)
    stored.updated_at, stored.updated_by = event.at, event.by
    state.stored(secret=event.secret)[event.name] = stored


def parameter_valued(event: ParameterValued, state: State) -> None:
    """The oldest versions make room."""
    stored = state.stored(secret=event.secret)[event.name]
    stored.versions.append(ParameterVersion(event.number, event.value, event.at, event.by))
    del stored.versions[:-MOST_VERSIONS]
    stored.updated_at, stored.updated_by = event.at, event.by


def parameter_described(event: ParameterDescribed, state: State) -> None:
    """It says so."""
    stored = state.stored(secret=event.secret)[event.name]
    for name in ("description", "tags", "resource_group_id"):
        value = getattr(event, name)
        if value is not None:
            setattr(stored, name, value)
    stored.updated_at, stored.updated_by = event.at, event.by


def parameter_deleted(event: ParameterDeleted, state: State) -> None:
    """With all its versions."""
    del state.stored(secret=event.secret)[event.name]
