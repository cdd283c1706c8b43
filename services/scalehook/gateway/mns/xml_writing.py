"""Bodies of answers, in MNS's default namespace."""

import re
from functools import cache
from typing import Any

from lxml import etree
from pydantic import BaseModel

from scalehook.kit.api.answers import item_names

NAMESPACE = "http://mns.aliyuncs.com/doc/v1"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


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
    for name, alias, item_name in _plan(type(model)):
        value = getattr(model, name)
        if value is None or value == []:
            continue
        child = etree.SubElement(element, alias)
        if isinstance(value, list):
            for item in value:
                fill(etree.SubElement(child, item_name), item)
        else:
            child.text = clean(str(value))


@cache
def _plan(model: type[BaseModel]) -> list[tuple[str, str, str]]:
    """Field, documented name, and the name of its items, in order."""
    items = item_names(model)
    aliases = {name: field.alias or name for name, field in model.model_fields.items()}
    return [(name, alias, items.get(alias, "")) for name, alias in aliases.items()]


def clean(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return NOT_IN_XML.sub("\ufffd", text)
