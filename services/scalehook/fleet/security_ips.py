"""Addresses and networks, as they are given to RDS: with commas between them."""

from ipaddress import IPv4Network

from scalehook_contracts.errors import ApiError

MOST = 1000  # in one whitelist


def read(text: str, refusal: type[ApiError]) -> list[str]:
    """Each one as it was given; `refusal` where one is none, or where there are too many."""
    found = [part.strip() for part in text.split(",")]
    if len(found) > MOST:
        raise refusal()
    for part in found:
        try:
            IPv4Network(part, strict=False)
        except ValueError as problem:
            raise refusal() from problem
        if not part.isascii():
            raise refusal()
    return found
