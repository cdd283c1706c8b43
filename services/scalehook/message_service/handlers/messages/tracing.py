"""Messages are looked for, for those who ask who has one in hand."""

from scalehook.kit import Work
from scalehook.message_service.messages.tracing import Tracer
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.message_service.tracing import (
    FindNextVisible,
    MessageTraces,
    NextVisible,
    TraceMessages,
)


def trace_messages(command: TraceMessages, work: Work[State, Settings]) -> MessageTraces:
    """Nothing changes by it."""
    tracer = Tracer(work.state, milliseconds(work.now))
    return MessageTraces(traces=[trace for sent in command.messages for trace in tracer.trace(sent)])


def find_next_visible(command: FindNextVisible, work: Work[State, Settings]) -> NextVisible:
    """Of what is still there: a queue's timer may be of a message that is gone."""
    now = milliseconds(work.now)
    queues = work.state.queues.values()
    changes = [time for queue in queues if (time := queue.next_change(now)) is not None]
    due = (queue.index.next_due() for queue in queues)
    return NextVisible(
        at=min((time for time in due if time is not None), default=0),
        changes_at=min(changes, default=0),
    )
