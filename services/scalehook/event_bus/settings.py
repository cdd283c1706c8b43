"""What can be configured."""

from scalehook.kit.pushing import PushSettings


class Settings(PushSettings):
    """Where posts may go, as for all pushes."""
