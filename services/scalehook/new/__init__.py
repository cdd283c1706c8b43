"""New projects: what `scalehook new` writes."""

from scalehook.new.names import WrongName
from scalehook.new.project import Language, Project, Source

__all__ = ["Language", "Project", "Source", "WrongName"]
