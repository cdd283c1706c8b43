"""Whether a text is a template."""

from typing import ClassVar

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.template_engine.base import OosOperation


class CheckedTask(Part):
    """A task of the text; `type` is its action."""

    name: str
    type: str
    description: str = ""
    properties: str  # JSON text
    outputs: str  # JSON text


class CheckedTemplate(Reply):
    """What a valid text has in it."""

    parameters: str  # JSON text
    ram_role: str
    outputs: str  # JSON text
    tasks: list[CheckedTask] = Listed("Task")


class ValidateTemplateContent(OosOperation[CheckedTemplate]):
    """Says what is in a template, or with line and column what is wrong with it."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"TemplateURL"})

    content: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """All templates."""
        return ["template/*"]
