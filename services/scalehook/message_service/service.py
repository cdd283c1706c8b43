"""Message Service as the host sees it."""

from scalehook.kit import Effect, Service
from scalehook.message_service import effects, handlers
from scalehook.message_service.admission import admit
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, events
from scalehook.message_service.timings import TIMINGS
from scalehook_contracts.message_service.pushes import (
    LookAtEndpoint,
    PushNotification,
    PutNotification,
)
from scalehook_contracts.message_service.signing import MakeSigningKey

SERVICE = Service(
    name="message_service",
    state=State,
    appliers=events,
    handlers=handlers,
    settings=Settings,
    guard=admit,
    effects={
        LookAtEndpoint: Effect(effects.look_at_endpoint),
        MakeSigningKey: Effect(effects.make_signing_key),
        PushNotification: Effect(effects.push_notification, message=effects.message_of, pushes=True),
        PutNotification: Effect(effects.put_notification),
    },
    timings=TIMINGS,
    played=State.wake,
)
