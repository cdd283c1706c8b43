"""What an instance has of its own: its files, and what stands in for programs that cannot run in it.

`bin` has the stand-ins, `lib` what they share, `skeleton` the files of a new instance, and `tables`
names that stand-ins and executors both read.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
BIN = FOLDER / "bin"
SKELETON = FOLDER / "skeleton"
NAMES = tuple(sorted(path.name for path in BIN.iterdir()))


@cache
def words(table: str) -> tuple[str, ...]:
    """The words of a table."""
    return tuple((FOLDER / "tables" / table).read_text().split())


@cache
def skeleton() -> dict[str, str]:
    """The files of a new instance, by their paths; their folders are in the table `folders`."""
    files = [path for path in SKELETON.rglob("*") if path.is_file()]
    return {str(path.relative_to(SKELETON)): path.read_text() for path in files}


@cache
def pairs(table: str) -> dict[str, str]:
    """The lines of a table: the first word of each, and the rest."""
    lines = (FOLDER / "tables" / table).read_text().splitlines()
    return {first: rest for first, _, rest in (line.partition(" ") for line in lines)}
