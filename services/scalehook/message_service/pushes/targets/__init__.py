"""The kinds of subscribers: how each is given a message."""

from collections.abc import Callable

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint, Kind
from scalehook.message_service.pushes.targets.event_bus import put_into_bus
from scalehook.message_service.pushes.targets.function import call_function
from scalehook.message_service.pushes.targets.mailbox import send_mail, send_sms
from scalehook.message_service.pushes.targets.queue import put_into_queue
from scalehook.message_service.pushes.targets.web import post
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription

# Why it was not taken, or nothing where it was; None: the outcome of an effect will say so.
Give = Callable[[Work[State, Settings], Push, Subscription, Endpoint], str | None]

TARGETS: dict[Kind, Give] = {
    "event_bus": put_into_bus,
    "function": call_function,
    "mail": send_mail,
    "queue": put_into_queue,
    "sms": send_sms,
    "web": post,
}
LATER: frozenset[Kind] = frozenset({"event_bus", "function", "web"})  # that are effects
