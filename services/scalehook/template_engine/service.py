"""The template engine as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.template_engine import handlers, state
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.template_engine.tasks import CallApi
from scalehook_contracts.template_engine.templates import RegisterPublicTemplates

SERVICE = Service(
    name="template_engine",
    state=state.State,
    appliers=state,
    handlers=handlers,
    settings=Settings,
    effects={CallApi: Effect(call_api)},
    first=RegisterPublicTemplates,
)
