"""The account's own attributes."""

from scalehook_contracts.base import Done, Event, Reply
from scalehook_contracts.message_service.base import MnsOperation


class AccountAttributes(Reply):
    """The bucket that logs go to; may be empty but is always answered."""

    logging_bucket: str = ""


class GetAccountAttributes(MnsOperation[AccountAttributes]):
    """The account's attributes."""


class SetAccountAttributes(MnsOperation[Done]):
    """Change the account's attributes; what is not given stays as it is."""

    logging_bucket: str | None = None


class ServiceOpening(Reply):
    """The order that opened the service."""

    order_id: str


class OpenService(MnsOperation[ServiceOpening]):
    """Order Message Service for the account; it is open here at all times."""


class LoggingBucketSet(Event):
    """The account's logs go to another bucket."""

    logging_bucket: str
