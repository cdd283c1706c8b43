"""`python -m growth.player`: makes all worlds, small and large; at each line that it reads it does the
call of the next one once more.
"""

import gc
import sys
from contextlib import ExitStack

from growth.worlds import LARGE, SMALL, WORLDS
from scalehook.kit.logs import configure_logging

PLAYS = [(name, size) for name in WORLDS for size in (SMALL, LARGE)]


def main() -> None:
    """Until its input ends."""
    configure_logging("error")
    gc.disable()  # worlds are large: looking for garbage in them takes longest
    with ExitStack() as worlds:
        calls = [worlds.enter_context(WORLDS[name](size)) for name, size in PLAYS]
        for call in calls:
            call()  # what is done only once is done
        _say("ready")
        for call, _ in zip(calls, sys.stdin, strict=False):
            call()
            _say("done")
        sys.stdin.read()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
