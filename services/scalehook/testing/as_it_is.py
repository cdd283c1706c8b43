"""Modules of scalehook are imported as they are, also below pytest.

Whoever registers a plugin has the asserts of the whole distribution rewritten: each process would parse
a thousand files anew where nothing compiled can be kept. Our asserts say what they mean.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

PACKAGES = ("scalehook", "scalehook_contracts")


class AsItIs:
    """Finds our modules before pytest's own hook does."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Ours, where it lies; None for all others."""
        if name.partition(".")[0] in PACKAGES:
            return PathFinder.find_spec(name, path, target)
        return None


def import_as_it_is() -> None:
    """From now on, in this process: whoever runs pytest in it once more has a new hook of pytest's."""
    while AsItIs in sys.meta_path:
        sys.meta_path.remove(AsItIs)
    sys.meta_path.insert(0, AsItIs)
