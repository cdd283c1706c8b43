"""What can be configured: how much there may be."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_RAM_…`: what an account has at most."""

    max_users: int = Field(1000, ge=0, alias="SCALEHOOK_RAM_MAX_USERS")
    max_groups: int = Field(50, ge=0, alias="SCALEHOOK_RAM_MAX_GROUPS")
    max_roles: int = Field(1000, ge=0, alias="SCALEHOOK_RAM_MAX_ROLES")
    max_policies: int = Field(1500, ge=0, alias="SCALEHOOK_RAM_MAX_POLICIES")
    max_access_keys: int = Field(2, ge=0, alias="SCALEHOOK_RAM_MAX_ACCESS_KEYS")
