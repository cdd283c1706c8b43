"""What can be configured: the account alone."""

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """As the kit's."""
