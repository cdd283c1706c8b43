"""Stored parameters, listed."""

from collections.abc import Iterator

from scalehook.kit import Work
from scalehook.template_engine.parameter_store import below
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, StoredParameter
from scalehook.template_engine.texts import tags_in
from scalehook_contracts.template_engine.parameters import ListParameters
from scalehook_contracts.template_engine.secret_parameters import ListSecretParameters


def listed_parameters(
    command: ListParameters | ListSecretParameters, work: Work[State, Settings], *, secret: bool
) -> list[StoredParameter]:
    """Those that are asked for, in that order."""
    tags = tags_in(command.tags)
    chosen = [
        stored
        for stored in _below(command.path, work, recursive=command.recursive, secret=secret)
        if command.name in stored.name
        and command.resource_group_id in ("", stored.resource_group_id)
        and tags.items() <= stored.tags.items()
        and _is_of_kind(command, stored)
    ]
    chosen.sort(
        key=lambda each: (each.created_at if command.sort_field == "CreatedDate" else 0, each.name)
    )
    return chosen if command.sort_order == "Ascending" else chosen[::-1]


def of_path(
    path: str, work: Work[State, Settings], *, recursive: bool, secret: bool
) -> list[StoredParameter]:
    """Those below a path, by name."""
    found = _below(path, work, recursive=recursive, secret=secret)
    return sorted(found, key=lambda stored: stored.name)


def _below(
    path: str, work: Work[State, Settings], *, recursive: bool, secret: bool
) -> Iterator[StoredParameter]:
    known = work.state.stored(secret=secret)
    names = below(path, iter(known), recursive=recursive) if path else iter(known)
    return (known[name] for name in names)


def _is_of_kind(command: ListParameters | ListSecretParameters, stored: StoredParameter) -> bool:
    """All are the account's own."""
    if isinstance(command, ListSecretParameters):
        return True
    return command.type in ("", stored.type) and command.share_type != "Public"
