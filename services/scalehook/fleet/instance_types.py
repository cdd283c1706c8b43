"""What the name of an instance type says: `ecs.g7.large`, `ecs.s6-c1m2.small`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from scalehook_contracts.instance_types import INSTANCE_TYPES

MIB = 1024
USUAL_RATIO = 4  # GiB for a virtual processor
RATIOS = {"c": 2, "u": 2, "g": 4, "r": 8}  # by the family's first letter
_TYPE = re.compile(r"ecs\.(?P<family>[a-z][a-z0-9-]*)\.(?P<size>[a-z0-9-]+)", re.ASCII)
_SIZE = re.compile(r"(?P<times>\d{0,3})xlarge|(?P<word>nano|small|medium|large)", re.ASCII)
_RATIO = re.compile(r"c(\d+)m(\d+)", re.ASCII)
_WORDS = {"nano": 1, "small": 1, "medium": 1, "large": 2}


@dataclass(frozen=True)
class Size:
    """Virtual processors, and memory in MiB."""

    cpu: int
    memory: int


def is_type(name: str) -> bool:
    """Whether it can be a type's name; which types there are is not known here."""
    return _TYPE.fullmatch(name) is not None


@lru_cache(maxsize=500)
def family(name: str) -> str:
    """`ecs.g7` of `ecs.g7.large`; empty when it is no type."""
    found = _TYPE.fullmatch(name)
    return f"ecs.{found['family']}" if found else ""


@lru_cache(maxsize=500)
def size(name: str) -> Size:
    """Of a known type, its own; else by the words in the name, two processors and 8 GiB where it says
    nothing.
    """
    known = INSTANCE_TYPES.get(name)
    if known is not None:
        return Size(known.cores, int(known.memory * MIB))
    found = _TYPE.fullmatch(name)
    cpu = _processors(found["size"]) if found else 2
    return Size(cpu, int(cpu * _ratio(found["family"] if found else "") * MIB))


def _processors(word: str) -> int:
    found = _SIZE.fullmatch(word)
    if found is None:
        return 2
    return _WORDS[found["word"]] if found["word"] else 4 * int(found["times"] or 1)


def _ratio(name: str) -> float:
    """GiB for each virtual processor."""
    if (written := _RATIO.search(name)) and int(written[1]):
        return int(written[2]) / int(written[1])
    return RATIOS.get(name[:1], USUAL_RATIO)
