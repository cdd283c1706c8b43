"""Bodies of requests: XML without entities and DTDs, in any of the namespaces in use."""

from typing import Any

from lxml import etree

from scalehook_contracts.errors.mns import MalformedXML

DEEPEST = 8
# Entities stay what they are, nothing is loaded; a body with a document type is refused all the same.
PARSER = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


def read(body: bytes) -> etree._Element:
    """The root element; MalformedXML when it is none, has a DTD, or is nested too deep."""
    try:
        root = etree.fromstring(body, PARSER)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise MalformedXML() from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedXML()
    _check_depth(root)
    return root


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def fields(element: etree._Element) -> dict[str, Any]:
    """Texts by name; of properties the list, of other structures the mapping."""
    found: dict[str, Any] = {}
    for child in element:
        name = local_name(child)
        if name in ("UserProperties", "SystemProperties"):
            found[name] = [fields(item) for item in child]
        else:
            found[name] = fields(child) if len(child) else (child.text or "")
    return found


def _check_depth(root: etree._Element) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise MalformedXML()
