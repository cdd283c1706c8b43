"""Templates."""

from scalehook.kit import Work
from scalehook.template_engine.library import VERSION, public_templates
from scalehook.template_engine.registering import register
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.starting import template_of
from scalehook.template_engine.state import State
from scalehook.template_engine.template_views import template_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.oos import EntityAlreadyExistsTemplate
from scalehook_contracts.template_engine.templates import (
    GetTemplate,
    RegisterPublicTemplates,
    RegisterTemplate,
    TemplateText,
)


def register_public_templates(command: RegisterPublicTemplates, work: Work[State, Settings]) -> Done:
    """Make the templates that come with the engine known."""
    for name, content in public_templates().items():
        if name not in work.state.templates:
            register(name, content, work, public=True, template_version=VERSION)
    return Done()


def register_template(command: RegisterTemplate, work: Work[State, Settings]) -> Done:
    """Make one of the account's own known."""
    name = command.template_name
    if name in work.state.templates or name in public_templates():
        raise EntityAlreadyExistsTemplate()
    register(name, command.content, work, template_version=VERSION)
    return Done()


def get_template(command: GetTemplate, work: Work[State, Settings]) -> TemplateText:
    """One template, with its very text."""
    stored = template_of(command.template_name, command.template_version, work)
    view = template_view(stored, work.settings.account_id)
    return TemplateText(template=view, content=stored.content)
