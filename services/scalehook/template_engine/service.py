"""The template engine as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.template_engine import handlers
from scalehook.template_engine.effects import call_api, call_web_hook
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, events
from scalehook_contracts.template_engine.tasks import CallApi, CallWebHook
from scalehook_contracts.template_engine.templates import RegisterPublicTemplates

SERVICE = Service(
    name="template_engine",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={CallApi: Effect(call_api), CallWebHook: Effect(call_web_hook)},
    first=RegisterPublicTemplates,
)
