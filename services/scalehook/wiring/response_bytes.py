"""A response as it goes over the wire."""

from functools import lru_cache

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from scalehook.gateway.http import HttpResponse

CLOSING, END = "connection: close\r\n\r\n", "\r\n"


def as_bytes(
    response: HttpResponse, more: list[tuple[bytes, bytes]], *, closing: bool, bodiless: bool
) -> bytes:
    """Head and body; `more` are headers that every response has. Who asked with HEAD gets no body."""
    status, body = response.status, response.body
    own = "".join([f"{name}: {value}\r\n" for name, value in response.headers.items()])
    if response.content_type:
        own = f"{own}content-type: {response.content_type}\r\n"
    if status != 204:
        own = f"{own}content-length: {len(body)}\r\n"
    head = _beginning(status, *more) + (own + (CLOSING if closing else END)).encode("latin-1")
    return head if bodiless else head + body


@lru_cache(maxsize=100)  # the date is the same for a second
def _beginning(status: int, *more: tuple[bytes, bytes]) -> bytes:
    return b"".join([STATUS_LINE[status], *[b"%s: %s\r\n" % header for header in more]])
