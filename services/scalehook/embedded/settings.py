"""Settings that services are given in place of the environment's."""

from collections.abc import Mapping

from scalehook.kit.settings import Settings
from scalehook.wiring.services import NAMES, settings_of


def check_settings(given: Mapping[str, Settings]) -> None:
    """TypeError for those of a service that there is not, and for another service's."""
    for name, settings in given.items():
        if name not in NAMES:
            raise TypeError(f"no service is called {name!r}")
        if not isinstance(settings, settings_of(name)):
            raise TypeError(f"these are no settings of {name}: {settings!r}")
