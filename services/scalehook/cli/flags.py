"""Options of a command line, said once more."""

from collections.abc import Iterator, Mapping
from typing import Any


def flags(given: Mapping[str, Any]) -> Iterator[str]:
    """`--stop-seconds 3 --ability work --ability heartbeat --keep`: what is None or False was not said,
    and each of a list is said for itself.
    """
    for name, value in given.items():
        for each in value if isinstance(value, list) else [value]:
            if each is True:
                yield f"--{name}"
            elif each is not None and each is not False:
                yield from (f"--{name}", str(each))
