"""Stores, changes and deletes parameters, ordinary and secret ones alike."""

from typing import Any

from scalehook.kit import Work
from scalehook.template_engine import parameter_store
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, StoredParameter
from scalehook.template_engine.state.events.parameters import (
    ParameterCreated,
    ParameterDeleted,
    ParameterDescribed,
    ParameterValued,
)
from scalehook.template_engine.texts import tags_in
from scalehook_contracts.template_engine.parameters import CreateParameter, UpdateParameter
from scalehook_contracts.template_engine.secret_parameters import (
    CreateSecretParameter,
    UpdateSecretParameter,
)

SAID = {
    "name", "type", "description", "constraints", "resource_group_id", "client_token", "key_id",
    "dkms_instance_id",
}  # fmt: skip


def create(
    command: CreateParameter | CreateSecretParameter, work: Work[State, Settings], *, secret: bool
) -> StoredParameter:
    """In its first version. The same ClientToken again gives the same parameter."""
    known = work.state.stored(secret=secret)
    earlier = known.get(command.name)
    if earlier is not None and command.client_token and earlier.client_token == command.client_token:
        return earlier
    parameter_store.check_new(command.name, work, secret=secret)
    parameter_store.check_value(command.value, command.constraints)
    tags, author = tags_in(command.tags), _author(work)
    said = command.model_dump(include=SAID)
    at = work.now.timestamp()
    work.record(ParameterCreated(**said, secret=secret, tags=tags, at=at, by=author))
    _set(command.name, 1, command.value, work, secret=secret)
    return known[command.name]


def update(
    command: UpdateParameter | UpdateSecretParameter, work: Work[State, Settings], *, secret: bool
) -> StoredParameter:
    """What is given is so from now on."""
    stored = parameter_store.found(command.name, work, secret=secret)
    if command.value is not None:
        parameter_store.check_value(command.value, stored.constraints)
    said: dict[str, Any] = {
        "description": command.description,
        "tags": None if command.tags is None else tags_in(command.tags),
        "resource_group_id": command.resource_group_id,
    }
    if any(value is not None for value in said.values()):
        told = {"name": stored.name, "secret": secret, "at": work.now.timestamp(), "by": _author(work)}
        work.record(ParameterDescribed(**told, **said))
    if command.value is not None:
        _set(stored.name, stored.newest.number + 1, command.value, work, secret=secret)
    return stored


def delete(name: str, work: Work[State, Settings], *, secret: bool) -> None:
    """It is gone; executions that read it then fail."""
    parameter_store.found(name, work, secret=secret)
    work.record(ParameterDeleted(name=name, secret=secret))


def _set(name: str, number: int, value: str, work: Work[State, Settings], *, secret: bool) -> None:
    at, author = work.now.timestamp(), _author(work)
    said = {"name": name, "secret": secret, "number": number, "value": value}
    work.record(ParameterValued(**said, at=at, by=author))


def _author(work: Work[State, Settings]) -> str:
    return f"root({work.settings.account_id})"
