"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_MAX_SCALING_GROUPS`, `SCALEHOOK_MAX_SCHEDULED_TASKS`: groups and tasks in all.
    `SCALEHOOK_MAX_LIFECYCLE_HOOKS`, `SCALEHOOK_MAX_SCALING_RULES`: hooks and rules per group. In
    virtual time: `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long a ClientToken is remembered.
    `SCALEHOOK_EXPECTED_CAPACITY_SECONDS`: how soon a group looks at the number that it expects, when a
    rule has changed it. `SCALEHOOK_CAPACITY_CHECK_SECONDS`: how long a group that could not be brought
    to its size waits before it tries again.
    """

    max_scaling_groups: int = Field(20_000, ge=0)
    max_lifecycle_hooks: int = Field(6, ge=0)
    max_scheduled_tasks: int = Field(20_000, ge=0)
    max_scaling_rules: int = Field(50, ge=0)
    client_token_hours: float = Field(24, gt=0)
    capacity_check_seconds: float = Field(60, gt=0)
    expected_capacity_seconds: float = Field(10, gt=0)
