"""Settings that are what a scenario says, whatever the environment does."""

import types
from functools import cache
from typing import Any

from scalehook.kit.settings import Settings


def told(settings: type[Settings], given: dict[str, Any]) -> Settings:
    """These, and defaults for the rest. What is unknown to a service is another one's."""
    return _deaf(settings)(**given)


@cache
def _deaf(settings: type[Settings]) -> type[Settings]:
    own: dict[str, Any] = {"__module__": __name__, "environment": {}}
    made: type[Settings] = types.new_class("Settings", (settings,), {}, lambda body: body.update(own))
    return made
