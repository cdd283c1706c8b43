"""Whether a stack is traced."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from scalehook.kit.logs import Log
from scalehook.kit.settings import Settings
from scalehook.kit.traces import wanted

if TYPE_CHECKING:
    from scalehook.tracing.tracer import Tracer

log = Log(__name__)


def begin(settings: Settings, now: Callable[[], datetime]) -> "Tracer | None":
    """What makes spans of all that it is told, if they have somewhere to go; `now` is virtual."""
    if not (settings.traces and wanted()):
        return None
    try:
        from scalehook.tracing.exporting import Exporting
        from scalehook.tracing.spans import Spans
        from scalehook.tracing.tracer import Tracer
    except ImportError as missing:
        log.warning("no traces: install scalehook with its extra `tracing`", missing=missing.name)
        return None
    return Tracer(Spans(), Exporting(), now)
