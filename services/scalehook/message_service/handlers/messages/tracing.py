"""Messages are looked for, for those who ask who has one in hand."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.timestamps import milliseconds
from scalehook.message_service.tracing import Tracer
from scalehook_contracts.message_service.tracing import MessageTraces, TraceMessages


def trace_messages(command: TraceMessages, work: Work[State, Settings]) -> MessageTraces:
    """Nothing changes by it."""
    tracer = Tracer(work.state, milliseconds(work.now))
    return MessageTraces(traces=[trace for sent in command.messages for trace in tracer.trace(sent)])
