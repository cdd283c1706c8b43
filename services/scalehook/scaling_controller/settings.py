"""What can be configured."""

from typing import Literal

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.settings import Listing
from scalehook_contracts.receiver import Kind


class Settings(KitSettings):
    """`SCALEHOOK_MAX_LIFECYCLE_HOOKS`: hooks per group. `SCALEHOOK_CLIENT_TOKEN_HOURS`: how long a
    ClientToken is remembered, in virtual time. `SCALEHOOK_CAPACITY_CHECK_SECONDS`: how long a group that
    could not be brought to its size waits before it tries again, likewise.

    `SCALEHOOK_MAX_NOTIFICATION_CONFIGURATIONS`: event notifications per group.
    `SCALEHOOK_RECEIVERS`: which kinds of receivers this region has, of `queue,topic,template,eventbus`
    and `cloudmonitor`.
    `SCALEHOOK_METADATA_WITHOUT_ARN`: whether a hook may have metadata and nobody to send it to.
    `SCALEHOOK_HOOKS_ON_REMOVAL`: whether hooks take effect for instances that are removed by hand.
    """

    max_lifecycle_hooks: int = Field(6, ge=0)
    max_notification_configurations: int = Field(6, ge=0)
    client_token_hours: float = Field(24, gt=0)
    capacity_check_seconds: float = Field(60, gt=0)
    receivers: Listing[Kind] = list(Kind)
    metadata_without_arn: Literal["refuse", "accept"] = "refuse"
    hooks_on_removal: bool = False
