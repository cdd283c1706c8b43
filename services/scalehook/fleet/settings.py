"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_FLEET_…`."""

    start_up_seconds: float = Field(2, ge=0, alias="SCALEHOOK_FLEET_START_UP_SECONDS")
