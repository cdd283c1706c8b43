"""Where events belong in a tree. A new kind of thing is a file with a table, and a line here."""

from scalehook.timeline.places import (
    actions,
    activities,
    buses,
    executions,
    messages,
    notifications,
    pushes,
    scripts,
)

__all__ = [
    "actions",
    "activities",
    "buses",
    "executions",
    "messages",
    "notifications",
    "pushes",
    "scripts",
]
