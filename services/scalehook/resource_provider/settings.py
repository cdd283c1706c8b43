"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """With `SCALEHOOK_MAKE_RESOURCES_AT_FIRST_SIGHT`, what a call names and nobody has made is made."""

    make_resources_at_first_sight: bool = Field(False, alias="SCALEHOOK_MAKE_RESOURCES_AT_FIRST_SIGHT")
