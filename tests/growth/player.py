"""`python -m growth.player`: reads the name and size of a world and makes it; at the next line it
does the call once more.
"""

import gc
import sys

from growth.worlds import WORLDS
from scalehook.kit.logs import configure_logging


def main() -> None:
    """Until its input ends."""
    configure_logging("error")
    gc.disable()  # worlds are large and short-lived: looking for garbage in them takes longest
    for line in sys.stdin:
        name, size = line.split()
        with WORLDS[name](int(size)) as call:
            call()  # what is done only once is done
            _say("ready")
            sys.stdin.readline()
            call()
            _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
