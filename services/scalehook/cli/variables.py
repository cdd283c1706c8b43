"""The `SCALEHOOK_…` variables that somebody reads, and a warning about those that nobody does."""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping

from pydantic_settings import BaseSettings

from scalehook.cli import failure
from scalehook.gateway.settings import GatewaySettings
from scalehook.wiring.services import NAMES, settings_of

PREFIX = "SCALEHOOK_"
OF_THE_COMMAND_LINE = ("SCALEHOOK_ENDPOINT", "SCALEHOOK_INIT")
OF_THE_TESTS = (
    "SCALEHOOK_TEST_AMQP_URL",
    "SCALEHOOK_TEST_AMQP_MANAGEMENT_URL",
    "SCALEHOOK_TEST_DATABASE_URL",
)


def known() -> set[str]:
    """All names that have a meaning, of whichever part of a stack, or for a consumer."""
    from scalehook.consumer.settings import variables

    return _of_a_stack() | variables()


def _of_a_stack() -> set[str]:
    from scalehook.distributed.settings import Settings as DistributedSettings  # of other processes

    classes: set[type[BaseSettings]] = {GatewaySettings, DistributedSettings}
    classes.update(map(settings_of, NAMES))
    names = {name for settings in classes for name in _names_of(settings)}
    return names.union(OF_THE_COMMAND_LINE, OF_THE_TESTS)


def warn_of_unknown(environment: Mapping[str, str] = os.environ) -> None:
    """A misspelt setting would be passed over in silence."""
    for warning in warnings_about(environment):
        failure.warn(warning)


def warnings_about(names: Iterable[str]) -> Iterator[str]:
    """One line for each name that has our prefix and no meaning."""
    ours = sorted(name for name in names if name.upper().startswith(PREFIX))
    meant = _of_a_stack() if ours else set()
    if not meant.issuperset(map(str.upper, ours)):
        meant = known()  # it takes as much memory as a third of a stack at rest
    for name in ours:
        if name.upper() not in meant:
            near = difflib.get_close_matches(name.upper(), meant, n=1, cutoff=0.8)
            hint = f": did you mean {near[0]}?" if near else ", and nothing reads it"
            yield f"{name} is no setting of scalehook{hint}"


def _names_of(settings: type[BaseSettings]) -> Iterator[str]:
    prefix = settings.model_config.get("env_prefix", "")
    for name, field in settings.model_fields.items():
        yield (field.alias or prefix + name).upper()
