"""The containers that an instance has: those that the settings say."""

import hashlib
from collections.abc import Iterator
from fnmatch import fnmatchcase

from scalehook.script_runner.settings import GuestContainer, Settings
from scalehook_contracts.script_runner.runs import RunScript


class NoContainer(Exception):
    """The script cannot run in the container that is named; its text is the code that says why."""


def container_of(intent: RunScript, settings: Settings) -> GuestContainer | None:
    """The container that the script is for; None where it is for the instance itself."""
    if not (intent.container_id or intent.container_name):
        return None
    runtime, _, wanted = intent.container_id.rpartition("://")
    found = [
        each
        for each in _containers(intent.instance_id, settings)
        if (each.id == wanted.lower() if wanted else each.name == intent.container_name)
        and runtime in ("", each.runtime)
    ]
    if not found:
        raise NoContainer("ContainerNotFound")
    if len(found) > 1:
        raise NoContainer("ContainerNameDuplicated")
    [container] = found
    if intent.container_name not in ("", container.name):
        raise NoContainer("ContainerNameAndIdNotMatch")
    if container.state != "RUNNING":
        raise NoContainer("ContainerStateAbnormal")
    return container


def _containers(instance_id: str, settings: Settings) -> Iterator[GuestContainer]:
    for each in settings.containers:
        if fnmatchcase(instance_id, each.instance):
            yield each.model_copy(update={"id": each.id or _id(instance_id, each)})


def _id(instance_id: str, container: GuestContainer) -> str:
    """The same whenever it is asked for; another one on each instance."""
    named = f"{container.runtime}://{instance_id}/{container.name}"
    return hashlib.sha256(named.encode()).hexdigest()
