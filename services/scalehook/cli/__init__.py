"""The command line: runs a stack, moves its clock, shows what happens in it."""

from scalehook.cli.app import app

__all__ = ["app"]
