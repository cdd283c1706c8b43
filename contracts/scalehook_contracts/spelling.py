"""How numbers and booleans are spelt in requests: in decimal digits, and as `true` and `false`."""

import re

from scalehook_contracts.shape import Field

INTEGER = re.compile(r"-?[0-9]+")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")  # SDKs write large ones with an exponent
BOOLEAN = re.compile(r"true|false", re.IGNORECASE)  # `True` in Python
SPELLINGS = {int: INTEGER, float: NUMBER, bool: BOOLEAN}


def is_well_spelt(field: Field, value: str) -> bool:
    """Whether nobody could read it otherwise: no `6_00`, no `+600`, no `600.0` where a whole number is
    asked for, no `yes`.
    """
    spelling = SPELLINGS.get(field.plain) if field.plain is not None else None
    return spelling is None or spelling.fullmatch(value) is not None
