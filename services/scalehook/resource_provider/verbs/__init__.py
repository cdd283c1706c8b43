"""What declared calls do: a function for each verb. A new verb is a class of the declaration, a file,
and a line here.
"""

from collections.abc import Callable

from scalehook.resource_provider.verbs.admits import admit
from scalehook.resource_provider.verbs.changes import change
from scalehook.resource_provider.verbs.creates import create
from scalehook.resource_provider.verbs.describes import describe
from scalehook.resource_provider.verbs.removes import remove
from scalehook.resource_provider.verbs.shows import show
from scalehook.resource_provider.verbs.shows_admitted import show_admitted
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.declaration import (
    Admits,
    Changes,
    Creates,
    Describes,
    Removes,
    Shows,
    ShowsAdmitted,
)

VERBS: dict[type, Callable[..., Reply]] = {
    Admits: admit,
    Changes: change,
    Creates: create,
    Describes: describe,
    Removes: remove,
    Shows: show,
    ShowsAdmitted: show_admitted,
}

__all__ = ["VERBS"]
