"""Invocations, and which instances can run something."""

from dataclasses import dataclass, field

from scalehook.script_runner.state.archive import Archive
from scalehook.script_runner.state.faults import Fault
from scalehook.script_runner.state.invocations import Invocation
from scalehook_contracts.script_runner.guests import Guest


@dataclass
class State:
    """Invocations by id, and instances: whether they run. On `unused` ones nothing was ever to run, so
    that they leave nothing on the disk. `archive` finds invocations in other ways. `faults` by
    their ids: none, but in tests. `guests`: what instances know of themselves.
    """

    invocations: dict[str, Invocation] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    unused: set[str] = field(default_factory=set)
    guests: dict[str, Guest] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.archive = Archive(self.invocations.values())

    def add(self, invocation: Invocation) -> None:
        """One more."""
        self.invocations[invocation.invoke_id] = invocation
        self.archive.add(invocation)
        self.unused.difference_update(invocation.runs)
        if invocation.request.client_token:
            self.by_client_token[invocation.request.client_token] = invocation.invoke_id

    def forget(self, invoke_id: str) -> None:
        """It is over, and was shown long enough. Its token may be another one's by now."""
        invocation = self.invocations.pop(invoke_id)
        self.archive.forget(invocation)
        token = invocation.request.client_token
        if self.by_client_token.get(token) == invoke_id:
            del self.by_client_token[token]
