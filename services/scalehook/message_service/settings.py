"""What Message Service can be told: `SCALEHOOK_MNS_…`."""

from scalehook.kit import settings
from scalehook.kit.clock.durations import Duration


class Settings(settings.Settings):
    """Beside the account and region: how patient pushes are, and how strict names."""

    mns_push_timeout: Duration = 5.0  # that an endpoint has to answer a push
    mns_name_length: int = 256  # 120 in current documents; the error text still says 256
