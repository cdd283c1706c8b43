"""What can be configured."""

from pydantic import Field

from scalehook.kit.pushing import PushSettings


class Settings(PushSettings):
    """`SCALEHOOK_MNS_…`: how strict names are, how many queues there may be; what is said of pushes."""

    mns_name_length: int = Field(256, ge=1)  # 120 in current documents; the error text still says 256
    mns_most_queues: int = Field(1000, ge=1)
