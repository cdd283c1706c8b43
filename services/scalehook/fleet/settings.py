"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.durations import Duration


class Settings(KitSettings):
    """`SCALEHOOK_FLEET_…`. `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long a ClientToken is remembered, in
    virtual time.
    """

    start_up_seconds: Duration = Field(2, ge=0, alias="SCALEHOOK_FLEET_START_UP_SECONDS")
    client_token_hours: float = Field(24, gt=0)
