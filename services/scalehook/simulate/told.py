"""Settings that are what a scenario says, whatever the environment does."""

import types
from functools import cache
from typing import Any

from pydantic_settings import PydanticBaseSettingsSource

from scalehook.kit.settings import Settings


def told(settings: type[Settings], given: dict[str, Any]) -> Settings:
    """These, and defaults for the rest. What is unknown to a service is another one's."""
    return _deaf(settings)(**given)


@cache
def _deaf(settings: type[Settings]) -> type[Settings]:
    def only_what_is_given(
        cls: type[Settings], /, settings_cls: type[Settings], init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource, **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        return (init_settings,)

    own = {"__module__": __name__, "settings_customise_sources": classmethod(only_what_is_given)}
    made: type[Settings] = types.new_class("Settings", (settings,), {}, lambda body: body.update(own))
    return made
