"""Invocations, and which instances can run something."""

from dataclasses import dataclass, field

from scalehook.script_runner.state.invocations import Invocation


@dataclass
class State:
    """Invocations by id, and instances: whether they run."""

    invocations: dict[str, Invocation] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)
