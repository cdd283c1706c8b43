"""A key that pushes are signed with: one for all tests of a process, since making it takes long."""

from functools import cache

from scalehook.message_service.pushes.signing_keys import new_key
from scalehook_contracts.message_service.signing import KeepSigningKey


@cache
def signing_key() -> KeepSigningKey:
    """As the effect that makes it brings it."""
    private_key, certificate = new_key()
    return KeepSigningKey(private_key=private_key, certificate=certificate)
