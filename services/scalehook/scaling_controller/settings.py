"""What can be configured."""

from typing import Annotated

from pydantic import Field

from scalehook.kit import Settings as KitSettings

Limit = Annotated[int, Field(ge=0)]


class Settings(KitSettings):
    """`SCALEHOOK_MAX_…`: how many of each there may be, as DescribeLimitation answers: groups and
    scheduled tasks in the account, everything else in a group. `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long
    a ClientToken is remembered, in virtual time. `SCALEHOOK_CAPACITY_CHECK_SECONDS`: how long a group
    that could not be brought to its size waits before it tries again, likewise.
    """

    max_lifecycle_hooks: Limit = 6
    max_scaling_groups: Limit = 20_000
    max_scaling_configurations: Limit = 20_000
    max_scaling_rules: Limit = 20_000
    max_scheduled_tasks: Limit = 2_000
    max_load_balancers: Limit = 30
    max_v_server_groups: Limit = 50
    max_alb_server_groups: Limit = 50
    max_nlb_server_groups: Limit = 50
    max_db_instances: Limit = 8
    max_notification_configurations: Limit = 6
    max_scaling_instances: Limit = 1_000  # that one activity may add or remove
    max_group_size: Limit = 2_000  # of MinSize and MaxSize
    client_token_hours: float = Field(24, gt=0)
    capacity_check_seconds: float = Field(60, gt=0)
