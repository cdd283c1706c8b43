"""XML of queues and topics: read without entities, document types and the network."""

from lxml import etree

Element = etree._Element
LARGEST = 1 << 23  # bytes; sixteen messages of 64 KiB, where each character may be written as five


class NotXml(ValueError):
    """It is not well-formed, too large, or declares a document type."""


def read(text: str | bytes) -> Element:
    """The root element."""
    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > LARGEST or b"<!DOCTYPE" in raw.upper():
        raise NotXml("too large, or with a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as problem:
        raise NotXml(str(problem)) from None


def children(parent: Element) -> dict[str, str]:
    """Texts of the direct children by their names, whatever the namespace."""
    return {name(child): child.text or "" for child in parent}


def name(element: Element) -> str:
    """Its name without the namespace."""
    return str(etree.QName(element).localname)


def element(name: str, text: str) -> str:
    """An element with this text."""
    made = etree.Element(name)
    made.text = text
    return etree.tostring(made, encoding="unicode")


def notification(text: str) -> dict[str, str] | None:
    """The fields of a topic's notification; None when it is something else."""
    try:
        root = read(text)
    except NotXml:
        return None
    return children(root) if name(root) == "Notification" else None
