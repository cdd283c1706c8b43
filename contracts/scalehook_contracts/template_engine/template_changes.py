"""The account's own templates: made, changed, deleted."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Reply
from scalehook_contracts.template_engine.base import OosOperation, named
from scalehook_contracts.template_engine.templates import TemplateView


class CreatedTemplate(Reply):
    """The template as it was made. `template_type` is documented as who may see it."""

    template_type: Literal["Private"] = "Private"
    template: TemplateView


class CreateTemplate(OosOperation[CreatedTemplate]):
    """Makes a template, in its first version. What is wrong with it is told with line and column."""

    template_name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")
    content: str  # JSON or YAML
    tags: str = ""  # a JSON object, as text
    version_name: str = Field("", max_length=200)
    resource_group_id: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """All templates: it is none of them yet."""
        return ["template/*"]


class UpdatedTemplate(Reply):
    """The template in its newest version."""

    template: TemplateView


class UpdateTemplate(OosOperation[UpdatedTemplate]):
    """Makes the next version. Tags and resource group stay as they are where none are given."""

    template_name: str
    content: str
    tags: str = ""
    version_name: str = Field("", max_length=200)
    resource_group_id: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"template/{self.template_name}"]


class DeleteTemplate(OosOperation[Done]):
    """Deletes a template in all its versions, and its executions if that is asked for: those that are
    not over are cancelled. Without that it is refused while there are any of those.
    """

    template_name: str
    auto_delete_executions: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"template/{self.template_name}"]


class DeleteTemplates(OosOperation[Done]):
    """The same for several: all of them or none."""

    template_names: str  # a JSON array, as text
    auto_delete_executions: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """Those that are named; all, where that cannot be read."""
        return named("template", self.template_names)


class TemplateDeleted(Event):
    """The template is there no more."""

    template_name: str
