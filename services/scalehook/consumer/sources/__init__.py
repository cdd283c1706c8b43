"""Where notifications can come from: a file each, and a line in this table."""

from importlib import import_module
from typing import Any

from scalehook.consumer.settings import SourceName, WrongSettings
from scalehook.consumer.sources.delivery import Source
from scalehook.consumer.sources.surroundings import Surroundings

SOURCES: dict[SourceName, str] = {
    "mns": "scalehook.consumer.sources.mns:MnsSource",
    "push": "scalehook.consumer.sources.push:PushSource",
    "rabbit": "scalehook.consumer.sources.rabbit:RabbitSource",
}


def source_of(around: Surroundings) -> Source:
    """The one that the settings name. Only its own libraries are imported."""
    module, _, name = SOURCES[around.settings.source_name].partition(":")
    try:
        cls: Any = getattr(import_module(module), name)
    except ModuleNotFoundError as problem:
        raise WrongSettings(f"no {problem.name}: install the extra, scalehook[consumer]") from None
    source: Source = cls(around)
    return source
