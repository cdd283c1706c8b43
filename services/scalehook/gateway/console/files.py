"""The console's files, as they lie in the package."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from scalehook.gateway.console.headers import OF_FILES
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook_contracts.errors.gateway import MethodNotAllowed, NotFound

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
INDEX = "index.html"


def file_answer(name: str, request: HttpRequest) -> HttpResponse:
    """The file of this name; 304 for whoever has it. NotFound for a name that is none of ours."""
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(method=request.method)
    found = _all().get(name or INDEX)
    if found is None:
        raise NotFound()
    content, tag, type_of_it = found
    if request.headers.get("if-none-match") == tag:
        return HttpResponse(304, headers={**OF_FILES, "etag": tag})
    return HttpResponse(200, content, type_of_it, {**OF_FILES, "etag": tag})


@cache
def _all() -> dict[str, tuple[bytes, str, str]]:
    """By name: a few hundred kilobytes, read once. No name can lead out of the folder."""
    return dict(_below(files("scalehook.gateway.console") / "static", ""))


def _below(folder: Traversable, prefix: str) -> list[tuple[str, tuple[bytes, str, str]]]:
    found = []
    for each in folder.iterdir():
        name = prefix + each.name
        if each.is_dir():
            found += _below(each, f"{name}/")
        elif (ending := f".{name.rpartition('.')[2]}") in TYPES:
            content = each.read_bytes()
            tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
            found.append((name, (content, tag, TYPES[ending])))
    return found
