"""A local Alibaba Cloud for one story: Auto Scaling lifecycle hooks."""

from importlib.metadata import version

__version__ = version("scalehook")
