"""The checks, in the order in which they are told. Each is given the endpoint of a stack."""

from collections.abc import Callable, Iterable

from scalehook.cli.doctor.checks import (
    broker,
    database,
    docker,
    machine,
    sandbox,
    stack,
    variables,
)
from scalehook.cli.doctor.finding import Finding

CHECKS: tuple[Callable[[str], Iterable[Finding]], ...] = (
    machine.python,
    machine.disk,
    stack.look,
    variables.look,
    sandbox.look,
    sandbox.limits,
    docker.look,
    broker.look,
    database.look,
)
