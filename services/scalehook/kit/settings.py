"""What every service can be told through the environment: prefix `SCALEHOOK_`."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The account and region that this cloud plays. A service's own settings derive from this."""

    model_config = SettingsConfigDict(
        env_prefix="SCALEHOOK_", extra="ignore", validate_by_name=True, validate_by_alias=True
    )

    account_id: str = "1234567890123456"
    region: str = "cn-hangzhou"
    require_pass_role: bool = True  # of RAM users who name a role to OOS
