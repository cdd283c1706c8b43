"""A response as it goes over the wire."""

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from scalehook.gateway.http import HttpResponse


def as_bytes(
    response: HttpResponse, more: list[tuple[bytes, bytes]], *, closing: bool, bodiless: bool
) -> bytes:
    """Head and body; `more` are headers that every response has. Who asked with HEAD gets no body."""
    own = "".join([f"{name}: {value}\r\n" for name, value in response.all_headers.items()])
    return b"".join(
        [
            STATUS_LINE[response.status],
            *[b"%s: %s\r\n" % header for header in more],
            own.encode("latin-1"),
            b"connection: close\r\n\r\n" if closing else b"\r\n",
            b"" if bodiless else response.body,
        ]
    )
