"""What can be configured."""

from scalehook.kit.push.settings import PushSettings


class Settings(PushSettings):
    """Where web hooks may be, as pushes."""
