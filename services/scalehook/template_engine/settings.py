"""What can be configured."""

from scalehook.kit.pushing import PushSettings


class Settings(PushSettings):
    """Where web hooks may be, as pushes."""
