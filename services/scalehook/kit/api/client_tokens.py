"""What services share that remember calls by their ClientTokens: names, digests, and how long."""

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from scalehook_contracts.base import Operation


class TokenSettings(Protocol):
    """The settings of a service that remembers them."""

    client_token_hours: float
    history_most: int


@dataclass(frozen=True)
class Keeping:
    """How long tokens are kept, and how many: as `kit.history` asks for it."""

    settings: TokenSettings

    @property
    def history_days(self) -> float:
        """Not as long as other history."""
        return self.settings.client_token_hours / 24

    @property
    def history_most(self) -> int:
        """As many as of other history."""
        return self.settings.history_most


def key(command: Operation[Any], token: str) -> str:
    """Each operation has tokens of its own."""
    return f"{command.snake_name()}/{token}"


def fingerprint(command: Operation[Any]) -> str:
    """The same for the same parameters."""
    return hashlib.sha256(command.model_dump_json().encode()).hexdigest()
