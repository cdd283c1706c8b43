"""What can be configured."""

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.settings import Listing


class GatewaySettings(KitSettings):
    """`SCALEHOOK_…`. Without keys the launcher makes some."""

    host: str = "127.0.0.1"
    port: int = Field(4580, ge=0, le=65535)
    access_key_id: str = ""
    access_key_secret: str = Field("", repr=False)
    allowed_hosts: Listing[str] = []  # names, besides loopback, that a Host header may have; `*.lan` too
    max_body_bytes: int = Field(2 * 2**20, ge=1024)
    max_header_bytes: int = Field(64 * 2**10, ge=1024)
    max_target_bytes: int = Field(256 * 2**10, ge=1024)  # SDKs send whole scripts in the query
