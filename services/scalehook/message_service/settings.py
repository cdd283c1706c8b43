"""What can be configured."""

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from scalehook.kit.clock.durations import Duration
from scalehook.kit.push.settings import PushSettings
from scalehook.kit.settings import Hours, Table
from scalehook_contracts.arn import Arn

HERE = "http://127.0.0.1:4580"
INVOKE = "/invoke"  # where custom runtimes of Function Compute are called


def _callable(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{text!r} is no address of a server: http://HOST:PORT")
    return parts._replace(path=INVOKE if parts.path in ("", "/") else parts.path).geturl()


class Settings(PushSettings):
    """`SCALEHOOK_MNS_…`: how strict names are, how many queues, topics and subscriptions there may be;
    and what is said of pushes. `SCALEHOOK_PUBLIC_URL` is where receivers of pushes reach the HTTP port;
    without it, where an embedded stack listens. Client tokens are known for `client_token_hours`.
    `mns_functions`: where functions of Function Compute are, by what stands at the end of their names.
    """

    client_token_hours: Hours = 24.0
    mns_name_length: int = Field(256, ge=1)  # 120 in current documents; the error text still says 256
    mns_most_queues: int = Field(1000, ge=1)
    mns_most_topics: int = Field(1000, ge=1)
    mns_most_subscriptions: int = Field(10_000, ge=1)  # of a topic; 100 in the cloud
    mns_functions: Table[Annotated[str, AfterValidator(_callable)]] = {}
    mns_function_timeout: Annotated[Duration, Field(gt=0)] = 600.0  # real; that a function has to end
    public_url: str = Field("", pattern=r"^(?:https?://[^\s/?#]+[^\s?#]*)?$")

    def arn(self, relative_id: str) -> str:
        """The name of what this account has in Message Service."""
        return str(Arn("mns", self.region, self.account_id, relative_id))

    def function_url(self, names: Iterable[str]) -> str:
        """Where a function is called that has these; empty where that is not known."""
        return next((self.mns_functions[name] for name in names if name in self.mns_functions), "")

    @property
    def stack_url(self) -> str:
        """Where the HTTP port is, for those who fetch the certificate of pushes."""
        return self.public_url or HERE
