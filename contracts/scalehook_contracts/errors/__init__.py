"""The errors that a client may see: one class per documented code, its docstring the message.

`{name}` in a docstring is filled from the keyword argument of that name. A code that is no
Python name (`A.B`), and an HTTP status other than 400, stand in the class's header.

Each module is a branch of one tree below `ApiError`; docs/errors.md draws it whole, with codes, statuses
and messages.
"""

import importlib
import pkgutil

from scalehook_contracts.errors.base import ApiError, ErrorBody

for _module in pkgutil.iter_modules(__path__):  # an error that crosses the bus finds its class
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["ApiError", "ErrorBody"]
