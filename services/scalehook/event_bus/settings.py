"""What can be configured."""

from scalehook.kit.push.settings import PushSettings


class Settings(PushSettings):
    """Where posts may go, as for all pushes."""
