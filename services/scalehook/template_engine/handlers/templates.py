"""Templates."""

from scalehook.kit import Work
from scalehook.template_engine.document import parse
from scalehook.template_engine.library import VERSION, public_templates
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook.template_engine.views import template_view
from scalehook_contracts.base import Done
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterPublicTemplates,
    TemplateParameter,
    TemplateRegistered,
    TemplateText,
)


def register_public_templates(command: RegisterPublicTemplates, work: Work[State, Settings]) -> Done:
    """Make the templates that come with the engine known."""
    for name, content in public_templates().items():
        if name not in work.state.templates:
            _register(name, content, work)
    return Done()


def _register(name: str, content: str, work: Work[State, Settings]) -> None:
    work.record(
        TemplateRegistered(
            template_name=name,
            template_version=VERSION,
            public=True,
            parameters=_parameters(content),
            content=content,
            registered_at=work.now.timestamp(),
        )
    )


def get_template(command: GetTemplate, work: Work[State, Settings]) -> TemplateText:
    """One template, with its very text."""
    stored = template_of(command.template_name, command.template_version, work)
    view = template_view(stored, work.settings.account_id)
    return TemplateText(template=view, content=stored.content)


def _parameters(content: str) -> list[TemplateParameter]:
    return [
        TemplateParameter(name=name, type=node.type, default=node.default, required=node.required)
        for name, node in parse(content).parameters.items()
    ]
