"""What every service can be told through the environment: prefix `SCALEHOOK_`."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The account and region that this cloud plays. A service's own settings derive from this.

    Order is promised inside a queue, not between two: what a request names may be known to a service
    only a moment later. `late_events_seconds` is how long such a request waits before it is refused.
    """

    model_config = SettingsConfigDict(
        env_prefix="SCALEHOOK_", extra="ignore", validate_by_name=True, validate_by_alias=True
    )

    account_id: str = "1234567890123456"
    region: str = "cn-hangzhou"
    require_pass_role: bool = True  # of RAM users who name a role to OOS
    late_events_seconds: float = Field(1, ge=0)
