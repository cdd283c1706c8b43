"""Where the broker and the database are."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.clock import FASTEST


class Settings(KitSettings):
    """`SCALEHOOK_AMQP_URL`, `SCALEHOOK_DATABASE_URL`, `SCALEHOOK_SPEED`, `SCALEHOOK_HEALTH_PORT`."""

    amqp_url: str = Field("amqp://guest:guest@127.0.0.1:5672/", repr=False)
    database_url: str = Field("postgresql://scalehook:scalehook@127.0.0.1:5432/scalehook", repr=False)
    speed: float = Field(1.0, gt=0, le=FASTEST, allow_inf_nan=False)
    health_port: int = Field(0, ge=0, le=65535)  # 0: no health endpoint
    health_host: str = "127.0.0.1"
