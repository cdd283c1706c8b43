"""Bodies of requests: XML without entities and DTDs, in any of the namespaces in use."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from scalehook_contracts.errors.mns import MalformedXML

DEEPEST = 8


def read(body: bytes) -> Element:
    """The root element; MalformedXML when it is none, or nested too deep."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise MalformedXML() from problem
    _check_depth(root)
    return root


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def fields(element: Element) -> dict[str, Any]:
    """Texts by name; of properties the list, of other structures the mapping."""
    found: dict[str, Any] = {}
    for child in element:
        name = local_name(child)
        if name in ("UserProperties", "SystemProperties"):
            found[name] = [fields(item) for item in child]
        else:
            found[name] = fields(child) if len(child) else (child.text or "")
    return found


def _check_depth(root: Element) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise MalformedXML()
