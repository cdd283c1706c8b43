"""What can be configured."""

from typing import Literal

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.settings import Hours, Listing
from scalehook_contracts.receiver import Kind


class Settings(KitSettings):
    """`SCALEHOOK_MAX_SCALING_GROUPS`, `SCALEHOOK_MAX_SCHEDULED_TASKS`: groups and tasks in all.
    `SCALEHOOK_MAX_GROUP_SIZE`: the largest MaxSize. `SCALEHOOK_MAX_LIFECYCLE_HOOKS`,
    `…_SCALING_CONFIGURATIONS`, `…_SCALING_RULES`, `…_NOTIFICATION_CONFIGURATIONS`, `…_LOAD_BALANCERS`,
    `…_V_SERVER_GROUPS`, `…_ALB_SERVER_GROUPS`, `…_NLB_SERVER_GROUPS`, `…_DB_INSTANCES`: so many per
    group. `SCALEHOOK_MAX_SCALING_INSTANCES`: so many that one activity may add or remove.
    `SCALEHOOK_MAX_BACKEND_SERVERS`: so many servers are behind a load balancer when instances in
    service are attached to it.

    `SCALEHOOK_MAKE_RESOURCES_AT_FIRST_SIGHT`: load balancers, server groups and databases that nobody
    has created are not refused, but made. `SCALEHOOK_HOOKS_ON_REMOVAL`: whether hooks hold instances
    that are removed by hand. `SCALEHOOK_RECEIVERS`: which kinds of receivers this region has, of
    `queue,topic,template,eventbus` and `cloudmonitor`. `SCALEHOOK_METADATA_WITHOUT_ARN`: whether a hook
    may have metadata and nobody to send it to.

    In virtual time: `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long a ClientToken is remembered.
    `SCALEHOOK_EXPECTED_CAPACITY_SECONDS`: how soon a group looks at the number that it expects, when a
    rule has changed it. `SCALEHOOK_CAPACITY_CHECK_SECONDS`: how long a group that could not be brought
    to its size waits before it tries again.
    """

    max_scaling_groups: int = Field(20_000, ge=0)
    max_group_size: int = Field(2_000, ge=0)
    max_lifecycle_hooks: int = Field(6, ge=0)
    max_scheduled_tasks: int = Field(20_000, ge=0)
    max_scaling_configurations: int = Field(20_000, ge=0)
    max_scaling_instances: int = Field(1_000, ge=1)
    max_scaling_rules: int = Field(50, ge=0)
    max_load_balancers: int = Field(30, ge=0)
    max_v_server_groups: int = Field(50, ge=0)
    max_alb_server_groups: int = Field(50, ge=0)
    max_nlb_server_groups: int = Field(50, ge=0)
    max_db_instances: int = Field(8, ge=0)
    max_backend_servers: int = Field(200, ge=0)
    make_resources_at_first_sight: bool = False
    client_token_hours: Hours = 24.0
    capacity_check_seconds: float = Field(60, gt=0)
    hooks_on_removal: bool = False
    expected_capacity_seconds: float = Field(10, gt=0)
    max_notification_configurations: int = Field(6, ge=0)
    receivers: Listing[Kind] = list(Kind)
    metadata_without_arn: Literal["refuse", "accept"] = "refuse"
