"""Where a subscription's messages go: `http(s)://…` or `acs:mns:REGION:ACCOUNT:queues/NAME`."""

from urllib.parse import urlsplit

from scalehook_contracts.arn import Arn
from scalehook_contracts.errors.mns import EndpointInvalid

DEFAULT_PATH = "/notifications"


def queue_name(endpoint: str) -> str | None:
    """The queue that an endpoint names, whatever the account and region; None for the web."""
    try:
        arn = Arn.parse(endpoint)
    except ValueError:
        return None
    return arn.name if arn.service == "mns" and arn.kind == "queues" and arn.name else None


def push_url(endpoint: str) -> str | None:
    """The address to push to, with the default path where none is given; None for queues."""
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # a port that is no number raises only when it is read
    except ValueError:
        return None
    return parts._replace(path=parts.path or DEFAULT_PATH).geturl() if usable else None


def check_endpoint(endpoint: str) -> None:
    """Refuse what is neither a queue nor a web address. Whether the queue exists is not asked."""
    if queue_name(endpoint) is None and push_url(endpoint) is None:
        raise EndpointInvalid()
