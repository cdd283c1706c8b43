"""The template engine as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.template_engine import handlers
from scalehook.template_engine.effects import borrow_parameters, call_api
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State, events
from scalehook.template_engine.watching_effects import find_instances, read_metric
from scalehook.template_engine.web_effects import ask_server, call_web_hook
from scalehook_contracts.template_engine.borrowing import BorrowParameters
from scalehook_contracts.template_engine.tasks import AskServer, CallApi, CallWebHook
from scalehook_contracts.template_engine.templates import RegisterPublicTemplates
from scalehook_contracts.template_engine.triggers import FindInstances, ReadMetric

SERVICE = Service(
    name="template_engine",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    effects={
        CallApi: Effect(call_api),
        AskServer: Effect(ask_server),
        CallWebHook: Effect(call_web_hook, pushes=True),
        ReadMetric: Effect(read_metric),
        FindInstances: Effect(find_instances),
        BorrowParameters: Effect(borrow_parameters),
    },
    first=RegisterPublicTemplates,
)
