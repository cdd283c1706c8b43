"""YAML that people write for us, read with the place of everything in it.

No type is guessed: `1:30`, `0777`, `yes` and dates are the texts that they look like, and who reads a
document says what they mean.
"""

from scalehook.kit.documents.node import Mapping, Mark, Node, Scalar, Sequence, at, plain
from scalehook.kit.documents.problems import BadDocument, Problems, nearest
from scalehook.kit.documents.reading import read, read_file

__all__ = [
    "BadDocument",
    "Mapping",
    "Mark",
    "Node",
    "Problems",
    "Scalar",
    "Sequence",
    "at",
    "nearest",
    "plain",
    "read",
    "read_file",
]
