"""What can be configured."""

import secrets
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.durations import Duration
from scalehook.kit.clock.holds import Patience
from scalehook.kit.settings import Listing

TOKEN_BYTES = 32
OF_HEADERS = r"^[\x21-\x7e]*$"  # what a header can carry
OF_A_LINE = r"^[^\x00-\x1f\x7f]*$"  # a secret is sent to nobody: all but the end of its line is meant


def new_token() -> str:
    """One that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def _token(given: Any) -> Any:
    """An empty one, as compose hands on what nobody has set, is none."""
    return given or new_token()


class GatewaySettings(KitSettings):
    """`SCALEHOOK_…`. Without keys the launcher makes some. `patience…`: how long the clock waits for
    consumers, and for the stack, while it is moved. `console_token` is what browsers must show before
    they change anything.
    """

    host: str = "127.0.0.1"
    port: int = Field(4580, ge=0, le=65535)
    access_key_id: str = Field("", pattern=OF_HEADERS)
    access_key_secret: str = Field("", repr=False, pattern=OF_A_LINE)
    allowed_hosts: Listing[str] = []  # names, besides loopback, that a Host header may have; `*.lan` too
    auto_advance: bool = False  # time jumps by itself while somebody awaits something
    amqp_queues: Listing[str] = []  # that consumers of events have made: who reads them is waited for
    amqp_management_url: str = Field("", repr=False)  # tells what their readers have in hand
    patience: Annotated[Duration, Field(ge=0)] = 5.0  # real seconds, with who has a notification
    patience_pickup: Annotated[Duration, Field(ge=0)] = 1.0  # with who is about to receive one
    patience_taken: Annotated[Duration, Field(ge=0)] = 3.0  # with who has deleted its message
    patience_longest: Annotated[Duration, Field(ge=0)] = 60.0  # of one move of the clock
    patience_rest: Annotated[Duration, Field(gt=0)] = 60.0  # with the stack itself, at one instant
    console: bool = True  # whether a browser finds pages here
    console_token: Annotated[str, BeforeValidator(_token)] = Field(
        default_factory=new_token, repr=False, pattern=r"^[\x21-\x7e]+$"
    )
    max_body_bytes: int = Field(2 * 2**20, ge=1024)
    max_header_bytes: int = Field(64 * 2**10, ge=1024)
    max_target_bytes: int = Field(256 * 2**10, ge=1024)  # SDKs send whole scripts in the query

    def patience_of_clock(self) -> Patience:
        """All of it."""
        return Patience(
            self.patience_pickup,
            self.patience,
            self.patience_taken,
            self.patience_longest,
            self.patience_rest,
        )
