"""Server-side encryption of queues and topics: kept and shown, without effect here."""

from typing import Any

from scalehook_contracts.message_service.control_plane.base import EncryptionChoice
from scalehook_contracts.message_service.policies import Encryption

NAMES = ("enable_sse", "kms_key_id", "sse_algorithm", "sse_type")


def chosen(given: EncryptionChoice, known: Encryption | None = None) -> Encryption | None:
    """What was known with what is given; None where nothing is."""
    values = {name: value for name in NAMES if (value := getattr(given, name)) is not None}
    return (known or Encryption()).model_copy(update=values) if values else None


def shown(encryption: Encryption | None) -> dict[str, Any]:
    """As answers have it."""
    found = encryption or Encryption()
    return {**dict(found), "encryption_enabled": found.enable_sse}
