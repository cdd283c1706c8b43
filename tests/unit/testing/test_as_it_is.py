"""pytest leaves the modules of scalehook as they are."""

import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader

from scalehook.testing.as_it_is import PACKAGES

BEFORE_THAT = {
    "scalehook",
    "scalehook.testing",
    "scalehook.testing.as_it_is",
    "scalehook.testing.plugin",
}


def test_no_module_of_ours_is_rewritten() -> None:
    """Though pytest marks all of a plugin's distribution: each process would parse a thousand files."""
    import_module("scalehook.kit.machine.machine")
    rewritten = {
        name
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in PACKAGES and type(module.__loader__) is not SourceFileLoader
    }
    assert rewritten <= BEFORE_THAT
