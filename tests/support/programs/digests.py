"""Plays some seeds of a scenario file and prints each one's digest: `python digests.py FILE COUNT`."""

import sys
from pathlib import Path

from scalehook.simulate.run import play
from scalehook.simulate.scenario.reading import read_scenario


def main() -> None:
    """One line a seed."""
    file, count = sys.argv[1:]
    study = read_scenario(Path(file))
    for seed in range(int(count)):
        print(play(study, seed).digest)


if __name__ == "__main__":
    main()
