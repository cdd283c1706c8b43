"""Names parameters in messages as the request spells them: `InstanceId.1`, not `InstanceIds.1`."""

import re
from collections.abc import Iterable
from itertools import accumulate

from pydantic import BaseModel

from scalehook.kit.api.operations import OperationType
from scalehook_contracts.shape import shape

NAMED = re.compile(r'(?<=\bparameter )("?)([A-Za-z][\w.]*\w)')
LONGEST = 200  # letters of a name that is looked at: no documented one has as many


def as_spelt(message: str, cls: OperationType, given: Iterable[str]) -> str:
    """The message of an error to a request with parameters of these names. What it does not give has
    its documented name.
    """
    if NAMED.search(message) is None:
        return message
    spelt: dict[str, str] = {}
    for name in given:
        if "." in name and len(name) <= LONGEST:
            spelt |= zip(_prefixes(_documented(cls, name)), _prefixes(name.split(".")), strict=True)
    return NAMED.sub(lambda found: found[1] + _renamed(found[2], spelt), message)


def _documented(cls: OperationType, name: str) -> list[str]:
    """What the parts of a parameter's name are called in the later version of its API."""
    model: type[BaseModel] | None = cls
    parts = []
    for part in name.split("."):
        form = shape(model) if model is not None and not part.isdigit() else None
        field = form and (form.parted.get(part) or form.whole.get(part))
        parts.append(field.alias if field else part)
        model = field.model if field else model
    return parts


def _prefixes(parts: list[str]) -> list[str]:
    return list(accumulate(parts, "{}.{}".format))


def _renamed(name: str, spelt: dict[str, str]) -> str:
    """As much of it as the request gives is called so."""
    known = max((one for one in spelt if f"{name}.".startswith(f"{one}.")), key=len, default="")
    return spelt[known] + name[len(known) :] if known else name
