"""The addresses of endpoints as they stand on the wire."""

from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

OWN_PATHS = "/_scalehook"  # of any stack: what is pushed must not move a clock


def on_the_wire(endpoint: str) -> str:
    """International names and paths encoded; ValueError where it is no address."""
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    path, query = (quote(part, safe="/%:@!$&'()*+,;=?-._~") for part in (parts.path, parts.query))
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl()


def request_target(url: str) -> str:
    """What stands on the request line: the path, with its query."""
    parts = urlsplit(url)
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def leads_to_a_stack(url: str) -> bool:
    """Whether it names one of the paths by which a stack is controlled; a proxy between may take away
    what is superfluous in a path.
    """
    path = normpath(unquote(urlsplit(url).path))
    return f"/{path.lstrip('/')}".startswith(OWN_PATHS)
