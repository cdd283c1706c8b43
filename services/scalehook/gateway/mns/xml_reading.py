"""Bodies of requests: XML without entities and DTDs, in any of the namespaces in use."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from scalehook.gateway.mns.xml_flat import read_flat
from scalehook_contracts.errors.mns import InvalidArgument, MalformedXML

DEEPEST = 8
PROPERTIES = {"UserProperties": "PropertyValue", "SystemProperties": "SystemPropertyValue"}  # lists
Content = str | list[tuple[str, Any]]  # of an element: its text, or the elements in it by name


def read(body: bytes) -> tuple[str, Content]:
    """The root's name and content; MalformedXML when it is no XML, has a DTD, or is nested too deep."""
    return read_flat(body) or parsed(body)


def parsed(body: bytes) -> tuple[str, Content]:
    """The same, of any shape."""
    try:
        root = _parser()(body)
    except (SyntaxError, ValueError, LookupError) as problem:
        raise MalformedXML() from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedXML()
    return _name(root), _content(root, DEEPEST)


def fields(content: Content) -> dict[str, Any]:
    """Texts by name; of properties the list, of other structures the mapping. InvalidArgument for an
    element that is there twice, since nobody knows which is meant, and for another item of a list.
    """
    found: dict[str, Any] = {}
    for name, inner in parts(content):
        if name in found:
            raise InvalidArgument(name=name)
        if name in PROPERTIES and (not isinstance(inner, str) or not inner.strip()):
            found[name] = [fields(item) for item in items(inner, PROPERTIES[name])]
        else:
            found[name] = inner if isinstance(inner, str) else fields(inner)
    return found


def items(content: Content, name: str) -> list[Any]:
    """What the elements in it hold, which all have that name."""
    for other, _ in parts(content):
        if other != name:
            raise InvalidArgument(name=other)
    return [inner for _, inner in parts(content)]


def parts(content: Content) -> list[tuple[str, Any]]:
    """The elements in it; text is none."""
    return [] if isinstance(content, str) else content


def _content(node: Any, levels: int) -> Content:
    if not len(node):
        return node.text or ""
    if levels == 1:
        raise MalformedXML()
    return [(_name(child), _content(child, levels - 1)) for child in node]


def _name(node: Any) -> str:
    """Without its namespace."""
    return str(node.tag).rpartition("}")[2]


@cache
def _parser() -> Callable[[bytes], Any]:
    """Of lxml, which is not needed before a body comes. Entities stay what they are, nothing is loaded;
    a body with a document type is refused all the same.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return partial(etree.fromstring, parser=parser)
