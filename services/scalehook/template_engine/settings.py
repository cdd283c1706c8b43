"""What can be configured: the account and region alone."""

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """As the kit's."""
