"""The timeline as spans of OpenTelemetry, sent to where its own variables say.

One trace for each scaling activity, linked to the request that began it; requests in the traces of
their clients. Spans have real times, for whoever looks at them beside their own; virtual times are
attributes. Nothing of OpenTelemetry is imported unless somebody wants traces.
"""

from scalehook.tracing.beginning import begin

__all__ = ["begin"]
