"""Bodies in the shape that nearly all of them have: a root, and elements in it that hold only text.

They need no parser. What has any other shape, or is in doubt, is left to it: nothing is refused here.
"""

import re
from functools import lru_cache

from scalehook.gateway.xml_text import PLAIN

LONGEST = 100_000  # bytes: no name or text in it comes near the limits of the parser
BLANK = " \t\n"
DECLARATION = re.compile(r"""\?xml version=(["'])1\.0\1(?: encoding=(["'])(?:utf|UTF)-8\2)? ?\?>""")
ROOT = re.compile(r"""([A-Za-z]+)(?: xmlns=(["'])http://mns\.aliyuncs\.com/doc/v1/?\2)? ?>""")

Texts = list[tuple[str, str]]


def read_flat(body: bytes) -> tuple[str, Texts] | None:
    """The root's name, and the texts of the elements in it by name; None: let the parser look."""
    if len(body) > LONGEST or body.translate(None, PLAIN):
        return None
    try:
        before, *tags = body.decode().split("<")
    except UnicodeDecodeError:
        return None
    if tags and tags[0][:1] == "?" and _is_declaration(tags[0]):
        del tags[0]
    return None if before or len(tags) < 4 else _read(tags)


def _read(tags: list[str]) -> tuple[str, Texts] | None:
    """From what follows each `<`."""
    root = _root(tags[0])
    if root is None or len(tags) % 2 or tags[-1].rstrip(BLANK) != _end(root):
        return None
    texts = []
    for index in range(1, len(tags) - 1, 2):
        name, _, value = tags[index].partition(">")
        if ">" in value or tags[index + 1].rstrip(BLANK) != _end(name):
            return None
        texts.append((name, value))
    return root, texts


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
