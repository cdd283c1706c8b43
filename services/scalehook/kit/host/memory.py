"""Memory that nobody uses any more goes back to the system."""

import ctypes


def give_back() -> None:
    """What it took to read a large piece of JSON. The C library of most Linux systems would keep it: as
    much as the state that was read. Others give it back by themselves, and have no such call.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
