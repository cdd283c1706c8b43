"""`scalehook demo`."""

from scalehook.cli.demo.command import demo

__all__ = ["demo"]
