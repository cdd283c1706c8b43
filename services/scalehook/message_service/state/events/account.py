"""What events do to the account's own attributes."""

from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.account import LoggingBucketSet


def logging_bucket_set(event: LoggingBucketSet, state: State) -> None:
    """The account's logs go elsewhere."""
    state.logging_bucket = event.logging_bucket
