"""How long tests look for what nobody knows of: ten times as long with `THOROUGH=1`."""

import os

THOROUGHLY = 10
THOROUGHLY_NOW = bool(os.environ.get("THOROUGH"))


def tries(usual: int) -> int:
    """So many examples of Hypothesis, seeds, orders of messages, where `usual` is enough each time."""
    return usual * THOROUGHLY if THOROUGHLY_NOW else usual
