"""Templates."""

from scalehook.kit import Work
from scalehook.template_engine.document import InvalidTemplate, parse
from scalehook.template_engine.library import VERSION, public_templates
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook.template_engine.views import template_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityAlreadyExistsTemplate, InvalidTemplateParameter
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterPublicTemplates,
    RegisterTemplate,
    TemplateParameter,
    TemplateRegistered,
    TemplateText,
)


def register_public_templates(command: RegisterPublicTemplates, work: Work[State, Settings]) -> Done:
    """Make the templates that come with the engine known."""
    for name, content in public_templates().items():
        if name not in work.state.templates:
            _register(name, content, work, public=True)
    return Done()


def register_template(command: RegisterTemplate, work: Work[State, Settings]) -> Done:
    """Make one of the account's own known."""
    name = command.template_name
    if name in work.state.templates or name in public_templates():
        raise EntityAlreadyExistsTemplate()
    try:
        _register(name, command.content, work, public=False)
    except InvalidTemplate as problem:
        raise InvalidTemplateParameter(why=str(problem)) from problem
    return Done()


def _register(name: str, content: str, work: Work[State, Settings], *, public: bool) -> None:
    work.record(
        TemplateRegistered(
            template_name=name,
            template_version=VERSION,
            public=public,
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
