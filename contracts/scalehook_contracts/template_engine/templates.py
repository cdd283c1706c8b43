"""Templates."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Part, Reply
from scalehook_contracts.plain import Plain
from scalehook_contracts.template_engine.base import OosOperation


class TemplateParameter(Part):
    """One parameter of a template; `required` when there is no default."""

    name: str
    type: str = "String"
    default: Plain = None
    required: bool = False


class TemplateView(Part):
    """A template, as it is described."""

    template_name: str
    template_id: str
    template_version: str
    version_name: str = ""
    template_format: str
    template_type: str = "Automation"
    share_type: str
    hash: str
    description: str
    created_by: str
    updated_by: str
    created_date: str
    updated_date: str
    has_trigger: bool = False
    tags: dict[str, str] = Fresh(dict)
    resource_group_id: str = ""


class TemplateText(Reply):
    """A template and its content, the very text."""

    template: TemplateView
    content: str


class GetTemplate(OosOperation[TemplateText]):
    """Gives a template with its content."""

    template_name: str
    template_version: str = Field("", pattern=r"^(v[0-9]{1,3})?$")
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"template/{self.template_name}"]


class TemplateRegistered(Event):
    """A template exists under this name, in this version; public ones at the first start."""

    template_name: str
    template_version: str
    public: bool
    parameters: list[TemplateParameter]
    content: str
    registered_at: float
    version_name: str = ""
    tags: dict[str, str] = Fresh(dict)
    resource_group_id: str = ""


class RegisterTemplate(Command[Done]):
    """A template of the account's own is to be known, as by CreateTemplate; nobody is told of it."""

    template_name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")
    content: str


class RegisterPublicTemplates(Command[Done]):
    """The engine starts for the first time: its public templates are to be known."""
