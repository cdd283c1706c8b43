"""Since when each warning is known, and which ones hold no longer: they do not leave in silence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from scalehook.gateway.console.warnings.warning import Warned

MOST_SOLVED = 20  # the last ones
Key = tuple[str, str, str]


class Noticed:
    """What one stack was warned of while somebody looked."""

    def __init__(self) -> None:
        self._since: dict[Key, tuple[datetime, Warned]] = {}
        self._solved: list[dict[str, Any]] = []

    def see(self, found: Sequence[Warned], now: datetime) -> None:
        """These hold now, and no other ones. One that comes back is a new one."""
        held = {_key(each): each for each in found}
        for key in [key for key in self._since if key not in held]:
            since, warned = self._since.pop(key)
            if warned.level == "warning":
                self._solved.insert(0, _told(warned, since, now))
        del self._solved[MOST_SOLVED:]
        for key, each in held.items():
            self._since[key] = self._since.get(key, (now, each))[0], each

    def since(self, warned: Warned) -> str:
        """The moment in which it was seen first."""
        return self._since[_key(warned)][0].isoformat()

    @property
    def solved(self) -> list[dict[str, Any]]:
        """Those that hold no longer, the latest first."""
        return list(self._solved)


def _key(warned: Warned) -> Key:
    return warned.hook_id, warned.kind, warned.about.get("name", "")


def _told(warned: Warned, since: datetime, now: datetime) -> dict[str, Any]:
    known = warned.model_dump(mode="json", include={"kind", "hook_id", "hook_name", "group_id"})
    return known | {"since": since.isoformat(), "solved_at": now.isoformat()}
