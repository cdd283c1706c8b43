"""Bodies in the shape that nearly all of them have: elements that hold either text or elements.

They need no parser. What has any other shape, or is in doubt, is left to it: nothing is refused here.
"""

import re
from functools import lru_cache
from typing import Any

from scalehook.gateway.xml_text import PLAIN

LONGEST = 100_000  # bytes: no name or text in it comes near the limits of the parser
DEEPEST = 4  # elements in each other, below the root
BLANK = " \t\n"
DECLARATION = re.compile(r"""\?xml version=(["'])1\.0\1(?: encoding=(["'])(?:utf|UTF)-8\2)? ?\?>""")
ROOT = re.compile(r"""([A-Za-z]+)(?: xmlns=(["'])http://mns\.aliyuncs\.com/doc/v1/?\2)? ?>""")

Content = list[tuple[str, Any]]  # elements by name: the text of each, or its content


def read_flat(body: bytes) -> tuple[str, Content] | None:
    """The root's name, and what it holds; None: let the parser look."""
    if len(body) > LONGEST or body.translate(PLAIN) != body:
        return None
    try:
        before, *tags = body.decode().split("<")
    except UnicodeDecodeError:
        return None
    if tags and tags[0][:1] == "?" and _is_declaration(tags[0]):
        del tags[0]
    return None if before or len(tags) < 4 else _read(tags)


def _read(tags: list[str]) -> tuple[str, Content] | None:
    """From what follows each `<`."""
    root = _root(tags[0])
    if root is None or tags[-1].rstrip(BLANK) != _end(root):
        return None
    content: Content = []
    last = len(tags) - 1
    tags.append("/")  # where everything ends, also when the root's end tag is taken for another's
    return (root, content) if _fill(content, tags, 1, DEEPEST) == last else None


def _fill(content: Content, tags: list[str], at: int, levels: int) -> int:
    """Reads elements up to an end tag that is none of theirs, and tells where that is; 0 when there is
    something else.
    """
    while tags[at][:1] != "/":
        name, _, value = tags[at].partition(">")
        if tags[at + 1][:1] == "/":
            content.append((name, value))
            at += 1
        else:
            inner: Content = []
            content.append((name, inner))
            at = _fill(inner, tags, at + 1, levels - 1) if levels > 1 and not value.strip(BLANK) else 0
        if not at or ">" in value or tags[at].rstrip(BLANK) != _end(name):
            return 0
        at += 1
    return at


@lru_cache(maxsize=100)
def _end(name: str) -> str | None:
    """What follows the `<` of its end tag; of what is no simple name, nothing does."""
    return f"/{name}>" if name.isascii() and name.isalpha() else None


@lru_cache(maxsize=20)
def _is_declaration(tag: str) -> bool:
    """Whether it says nothing that could not be left out."""
    return DECLARATION.fullmatch(tag.rstrip(BLANK)) is not None


@lru_cache(maxsize=20)
def _root(tag: str) -> str | None:
    """Its name, of a start tag that has no more than MNS's namespace."""
    found = ROOT.fullmatch(tag.rstrip(BLANK))
    return found[1] if found else None
