"""Of the program that is running."""

from importlib.metadata import version

VERSION = version("scalehook")
