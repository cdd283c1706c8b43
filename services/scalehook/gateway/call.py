"""A call of a cloud API as its face reads it, before it is asked and after it is answered."""

from typing import Any, Protocol

from scalehook.gateway.http import HttpResponse, Line
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply


class Signed(Protocol):
    """Who a request claims to be from; nothing of it is checked yet."""

    @property
    def key_id(self) -> str:
        """The access key's."""

    @property
    def token(self) -> str:
        """That comes with keys of roles; else empty."""


class Call(Protocol):
    """A request as its face reads it, step by step; enough to answer an error at any point."""

    request_id: str

    def signed(self) -> Signed:
        """By whom; raises what is missing or has no such form."""

    def operation(self, key: ResolvedKey) -> Operation[Any]:
        """What is asked for; raises unless this key has signed it."""

    def meant(self) -> Operation[Any] | None:
        """What it was to ask for, of one that is no operation; None where nobody has to know."""

    def came_from(self) -> tuple[str, Line | None]:
        """By which access key, and connection."""

    def traceparent(self) -> str:
        """W3C's header, as the client sent it; empty where it did not."""

    def address(self) -> str:
        """The client's, without a port; empty where that is not known."""

    def region(self) -> str:
        """Whose resources are meant, as far as the request says; else empty."""

    def succeeded(self, reply: Reply) -> HttpResponse:
        """The owner's reply in the face's form."""

    def failed(self, problem: Exception) -> HttpResponse:
        """The documented error for it, in the face's form."""
