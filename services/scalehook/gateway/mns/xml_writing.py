"""Bodies of answers, in MNS's default namespace."""

from typing import Any

from lxml import etree
from pydantic import BaseModel

from scalehook.gateway.xml_text import clean
from scalehook_contracts.shape import shape

NAMESPACE = "http://mns.aliyuncs.com/doc/v1"


class Document:
    """An XML document under way."""

    def __init__(self, root: str) -> None:
        self.root: Any = etree.Element(root, {"xmlns": NAMESPACE})

    def fill(self, model: BaseModel) -> "Document":
        """The model's fields as children of the root."""
        fill(self.root, model)
        return self

    def add(self, name: str, text: str) -> None:
        """One child of the root."""
        etree.SubElement(self.root, name).text = clean(text)

    def bytes(self) -> bytes:
        """The document."""
        return bytes(etree.tostring(self.root, encoding="utf-8", xml_declaration=True))


def fill(element: Any, model: BaseModel) -> None:
    """The fields as children; None and empty lists stay out, as clients choke on empty elements."""
    for field in shape(type(model)).fields:
        value = getattr(model, field.name)
        if value is None or value == []:
            continue
        child = etree.SubElement(element, field.alias)
        if field.is_list:
            for item in value:
                fill(etree.SubElement(child, field.item), item)
        else:
            child.text = clean(str(value))
