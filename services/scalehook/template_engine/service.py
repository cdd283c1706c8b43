"""The template engine as the host sees it."""

from scalehook.kit import (
    Effect,
    Service,
)
from scalehook.template_engine import handlers, state
from scalehook.template_engine.effects import call_api
from scalehook.template_engine.settings import Settings
from scalehook_contracts.template_engine import CallApi, RegisterPublicTemplates

SERVICE = Service(
    name="template_engine",
    state=state.State,
    appliers=state,
    handlers=handlers,
    settings=Settings,
    effects={CallApi: Effect(call_api)},
    first=RegisterPublicTemplates,
)
