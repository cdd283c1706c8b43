"""The `SCALEHOOK_…` variables: those that somebody reads, what does not fit in them, and all others."""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from scalehook.cli import failure
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.environment import PREFIX
from scalehook.kit.settings import Settings
from scalehook.wiring.services import NAMES, settings_of

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


def misfit(problem: ValidationError) -> str:
    """Which variable does not fit, and why. What it says is not repeated: it may be a secret."""
    reasons: dict[str, list[str]] = {}
    for error in problem.errors(include_url=False, include_input=False):
        said = reasons.setdefault(_variable(str(error["loc"][0]) if error["loc"] else ""), [])
        said.append(error["msg"].removeprefix("Value error, "))
    lines = (f"{name}: {', '.join(dict.fromkeys(said))}" for name, said in reasons.items())
    return f"a setting does not fit: {'; '.join(lines)}"


def of_a_setting(problem: ValidationError) -> bool:
    """Whether settings were read, and not something else."""
    return problem.title in {settings.__name__ for settings in _classes()}


def _variable(field: str) -> str:
    """As it is called in the environment."""
    for settings in _classes():
        for variable, name in settings.variables().items():
            if field in (name, variable):
                return variable
    return field


def _of_a_stack() -> set[str]:
    names = {name for settings in _classes() for name in settings.variables()}
    return names.union(OF_THE_COMMAND_LINE, OF_THE_TESTS)


def _classes() -> list[type[Settings]]:
    from scalehook.distributed.settings import Settings as DistributedSettings  # of other processes

    return [GatewaySettings, DistributedSettings, *map(settings_of, NAMES)]


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
