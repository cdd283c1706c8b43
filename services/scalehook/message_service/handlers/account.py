"""The account's own attributes."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.account import (
    AccountAttributes,
    GetAccountAttributes,
    LoggingBucketSet,
    OpenService,
    ServiceOpening,
    SetAccountAttributes,
)


def get_account_attributes(
    command: GetAccountAttributes, work: Work[State, Settings]
) -> AccountAttributes:
    """Where logs would go."""
    return AccountAttributes(logging_bucket=work.state.logging_bucket)


def set_account_attributes(command: SetAccountAttributes, work: Work[State, Settings]) -> Done:
    """Kept and shown; nothing is logged there. What is not given stays."""
    if command.logging_bucket is not None:
        work.record(LoggingBucketSet(logging_bucket=command.logging_bucket))
    return Done()


def open_service(command: OpenService, work: Work[State, Settings]) -> ServiceOpening:
    """There is nothing to open: every order is fulfilled."""
    return ServiceOpening(order_id=str(work.random.randrange(10**14, 10**15)))
