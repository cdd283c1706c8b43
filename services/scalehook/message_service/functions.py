"""Functions of Function Compute: how they are named, and the server of each.

A function is a server of the user's, as its custom runtime is one: it is called by POST at `/invoke`.
"""

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from scalehook_contracts.arn import Arn

PATH = "/invoke"
QUALIFIED = re.compile(r"(services/[^/.]+)\.[^/]+(/functions/[^/]+)")


@dataclass(frozen=True)
class Function:
    """One of them, by its whole name: `acs:fc:REGION:ACCOUNT:services/S/functions/F`, with a version or
    alias behind the service, or without services: `functions/F`.
    """

    arn: str

    @property
    def names(self) -> list[str]:
        """By which it may be known, the most exact one first."""
        ending = Arn.parse(self.arn).relative_id
        qualified = QUALIFIED.fullmatch(ending)
        return [self.arn, ending, *(["".join(qualified.groups())] if qualified else [])]

    @property
    def name(self) -> str:
        """What its maker calls it."""
        return self.arn.rpartition("/functions/")[2] or self.arn.rpartition("/")[2]


def _callable(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{text!r} is no address of a server: http://HOST:PORT")
    return parts._replace(path=PATH if parts.path in ("", "/") else parts.path).geturl()


FunctionUrl = Annotated[str, AfterValidator(_callable)]
