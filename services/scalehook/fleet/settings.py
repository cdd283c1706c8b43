"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.durations import Duration


class Settings(KitSettings):
    """`SCALEHOOK_FLEET_…`: how long an instance takes to start, how many launch templates there may be,
    and how many versions of each.
    """

    start_up_seconds: Duration = Field(2, ge=0, alias="SCALEHOOK_FLEET_START_UP_SECONDS")
    max_launch_templates: int = Field(30, ge=0, alias="SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATES")
    max_launch_template_versions: int = Field(
        30, ge=1, alias="SCALEHOOK_FLEET_MAX_LAUNCH_TEMPLATE_VERSIONS"
    )
