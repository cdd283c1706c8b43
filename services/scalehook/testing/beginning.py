"""What a cloud of a test begins with."""

from pathlib import Path
from typing import TYPE_CHECKING

from scalehook.gateway.settings import GatewaySettings

if TYPE_CHECKING:
    from scalehook.blueprint import Blueprint
    from scalehook.blueprint.making import Restorable
    from scalehook.testing.cloud import Cloud


def blueprint_of(init: Path | str | None, gateway: GatewaySettings) -> "Blueprint | None":
    """Of an init file, if there is one; BadDocument tells what is wrong with it."""
    if init is None:
        return None
    from scalehook.blueprint import read_blueprint  # knows many contracts, and few begin with one

    return read_blueprint(init, gateway)


def begin(cloud: "Cloud", blueprint: "Blueprint | None", stack: "Restorable | None" = None) -> None:
    """Make what it says, and wait until the stack is quiet."""
    if blueprint is None:
        return
    from scalehook.blueprint import apply

    cloud.run(apply(blueprint, cloud.stack.bus, cloud.region, stack))
    cloud.quiet()
