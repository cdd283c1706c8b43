"""The account's own attributes."""

from scalehook.message_service.queue_work import MNSWork
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.account import (
    AccountAttributes,
    GetAccountAttributes,
    LoggingBucketSet,
    OpenService,
    ServiceOpening,
    SetAccountAttributes,
)


def get_account_attributes(command: GetAccountAttributes, work: MNSWork) -> AccountAttributes:
    """Where logs would go."""
    return AccountAttributes(logging_bucket=work.state.logging_bucket)


def set_account_attributes(command: SetAccountAttributes, work: MNSWork) -> Done:
    """Kept and shown; nothing is logged there."""
    if command.logging_bucket is not None:
        work.record(LoggingBucketSet(logging_bucket=command.logging_bucket))
    return Done()


def open_service(command: OpenService, work: MNSWork) -> ServiceOpening:
    """There is nothing to open: every order is fulfilled."""
    return ServiceOpening(order_id=str(work.random.randrange(10**14, 10**15)))
