"""Functions of Function Compute: there are none here."""

from scalehook.kit import Work
from scalehook.message_service.endpoints import Endpoint
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push, State, Subscription


def call_function(
    work: Work[State, Settings], push: Push, subscription: Subscription, endpoint: Endpoint
) -> str | None:
    """A failed attempt."""
    return f"Function Compute is not simulated: {endpoint.name}"
