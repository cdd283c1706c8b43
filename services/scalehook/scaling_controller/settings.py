"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_MAX_LIFECYCLE_HOOKS`: hooks per group. `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long a
    ClientToken is remembered, in virtual time. `SCALEHOOK_MAX_SCALING_RULES`: rules per group.
    """

    max_lifecycle_hooks: int = Field(6, ge=0)
    max_scaling_rules: int = Field(50, ge=0)
    client_token_hours: float = Field(24, gt=0)
