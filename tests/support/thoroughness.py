"""How long tests look for what nobody knows of: ten times as long with `THOROUGH=1`, and with a larger
number so many times as long.
"""

import os

GIVEN = os.environ.get("THOROUGH") or "0"
TIMES = {"0": 1, "1": 10}.get(GIVEN) or int(GIVEN)


def tries(usual: int) -> int:
    """So many examples of Hypothesis, seeds, orders of messages, where `usual` is enough each time."""
    return usual * TIMES
