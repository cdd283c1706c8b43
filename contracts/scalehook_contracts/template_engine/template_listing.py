"""Templates, found and described."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import Date, OosOperation, SortOrder
from scalehook_contracts.template_engine.templates import TemplateView

Category = Literal["TimerTrigger", "EventTrigger", "AlarmTrigger", "Other"]
ShareType = Literal["", "Public", "Private"]


class ListedTemplate(TemplateView):
    """A template in a list. Public ones count no executions."""

    category: Category = "Other"
    popularity: Int64
    total_execution_count: Int64
    is_favorite: bool = False
    publisher: str = ""
    constraints: str = ""


class TemplateList(Reply):
    """Some templates, and the token of the next page."""

    templates: list[ListedTemplate] = Listed("Template")
    max_results: Int64
    next_token: str = ""


class ListTemplates(OosOperation[TemplateList]):
    """Lists templates, public ones and the account's own."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"IsExample", "IsFavorite"})

    template_name: str = ""  # part of it
    template_format: Literal["", "JSON", "YAML"] = ""
    template_type: Literal["", "Automation", "State", "Package"] = ""
    share_type: ShareType = ""
    category: Literal["", "TimerTrigger", "EventTrigger", "AlarmTrigger", "Other"] = ""
    created_by: str = ""
    created_date_after: Date = ""
    created_date_before: Date = ""
    has_trigger: bool | None = None
    resource_group_id: str = ""
    tags: str = ""  # a JSON object, as text
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    sort_field: Literal[
        "TotalExecutionCount", "Popularity", "TemplateName", "CreatedDate", "UpdatedDate"
    ] = "TotalExecutionCount"
    sort_order: SortOrder = "Descending"
    region_id: str = ""

    def resources(self) -> list[str]:
        """All templates."""
        return ["template/*"]


class TemplateVersionView(Part):
    """One version of a template."""

    template_version: str
    version_name: str = ""
    template_format: str
    description: str
    updated_by: str
    updated_date: str


class TemplateVersionList(Reply):
    """Some versions, the newest first, and the token of the next page."""

    template_versions: list[TemplateVersionView] = Listed("TemplateVersion")
    max_results: Int64
    next_token: str = ""


class ListTemplateVersions(OosOperation[TemplateVersionList]):
    """Lists the versions of a template."""

    template_name: str
    share_type: ShareType = ""
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"template/{self.template_name}"]
