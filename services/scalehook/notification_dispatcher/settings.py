"""What can be configured."""

from typing import Literal

from pydantic import Field

from scalehook.kit import Settings as KitSettings


class Settings(KitSettings):
    """`SCALEHOOK_NOTIFICATION_…`. Queues and topics get the JSON as Base64, as the cloud sends it,
    or plain.
    """

    message_encoding: Literal["Base64", "PlainText"] = Field(
        "Base64", alias="SCALEHOOK_NOTIFICATION_ENCODING"
    )
    attempts: int = Field(5, ge=1, alias="SCALEHOOK_NOTIFICATION_ATTEMPTS")
