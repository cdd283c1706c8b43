"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_MAX_LIFECYCLE_HOOKS`: hooks per group."""

    max_lifecycle_hooks: int = Field(6, ge=0)
