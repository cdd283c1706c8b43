"""What can be configured: the account and region alone."""

from scalehook.kit.settings import Settings as KitSettings


class Settings(KitSettings):
    """As the kit's."""
