"""Commands, invocations and files, and which instances can run something."""

from dataclasses import dataclass, field

from scalehook.kit.catching_up import Knowledge
from scalehook.script_runner.state.archive import Archive
from scalehook.script_runner.state.commands import KeptCommand
from scalehook.script_runner.state.faults import Fault
from scalehook.script_runner.state.files import SentFile
from scalehook.script_runner.state.instances import Agent
from scalehook.script_runner.state.invocations import Invocation
from scalehook.script_runner.state.shelf import Outbox, Roster, command_marks, shelved
from scalehook_contracts.guests import Guest


@dataclass
class State:
    """Invocations, commands and files by id, and instances: whether they run, as far as they are known:
    a command that needs one has to come first. On `unused` ones nothing
    was ever to run, so that they leave nothing on the disk. `archive`, `shelf`, `outbox` and `roster`
    find them in other ways. `faults` by their ids: none, but in tests. `guests`: what instances know of
    themselves. `by_client_token`: what a call has made. `today` counts the invocations of a `day`, in
    days since 1970.
    """

    invocations: dict[str, Invocation] = field(default_factory=dict)
    instances: dict[str, bool] = field(default_factory=dict)
    by_client_token: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    unused: set[str] = field(default_factory=set)
    guests: dict[str, Guest] = field(default_factory=dict)
    commands: dict[str, KeptCommand] = field(default_factory=dict)
    files: dict[str, SentFile] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    day: int = 0
    today: int = 0
    knowledge: Knowledge = "none"

    def __post_init__(self) -> None:
        if self.instances and self.knowledge == "none":
            self.knowledge = "all"  # of an older version, which noted each
        self.archive = Archive(self.invocations.values())
        self.shelf = shelved(self.commands.values())
        self.outbox = Outbox(self.files.values())
        self.roster = Roster(self.agents)

    def agent(self, instance_id: str) -> Agent:
        """The agent of an instance; one that nothing is known of has no tags."""
        if instance_id not in self.agents:
            self.agents[instance_id] = Agent()
        return self.agents[instance_id]

    def add(self, invocation: Invocation) -> None:
        """One more."""
        self.invocations[invocation.invoke_id] = invocation
        self.archive.add(invocation)
        self.unused.difference_update(invocation.runs)
        self._remember(invocation.token_key, invocation.invoke_id)
        self._count(invocation)

    def send(self, file: SentFile) -> None:
        """One more file."""
        self.files[file.invoke_id] = file
        self.outbox.add(file)
        self.unused.difference_update(file.arrivals)
        self._remember(file_token(file.request.client_token), file.invoke_id)

    def keep(self, command: KeptCommand) -> None:
        """One more command."""
        self.commands[command.command_id] = command
        self.shelf.begin(command.command_id, command, command_marks(command))
        self._remember(command.token, command.command_id)

    def forget(self, invoke_id: str) -> None:
        """An invocation is over, and was shown long enough. Its token may be another one's by now."""
        invocation = self.invocations.pop(invoke_id)
        self.archive.forget(invocation)
        self._forget_token(invocation.token_key, invoke_id)

    def forget_file(self, invoke_id: str) -> None:
        """So was a file."""
        file = self.files.pop(invoke_id)
        self.outbox.forget(file)
        self._forget_token(file_token(file.request.client_token), invoke_id)

    def drop(self, command_id: str) -> None:
        """A command is kept no longer."""
        command = self.commands.pop(command_id)
        self.shelf.forget(command_id, command_marks(command))
        self._forget_token(command.token, command_id)

    def _count(self, invocation: Invocation) -> None:
        for instance_id in invocation.runs:
            agent = self.agent(instance_id)
            agent.invocations, agent.invoked_at = agent.invocations + 1, invocation.invoked_at
        if invocation.command_id in self.commands:
            self.commands[invocation.command_id].invoke_times += 1
        day = int(invocation.invoked_at // 86_400)
        self.today = self.today + 1 if day == self.day else 1
        self.day = day

    def _remember(self, token: str, made: str) -> None:
        if token:
            self.by_client_token[token] = made

    def _forget_token(self, token: str, made: str) -> None:
        if self.by_client_token.get(token) == made:
            del self.by_client_token[token]


def file_token(token: str) -> str:
    """The key of a file's token: each operation has tokens of its own."""
    return f"SendFile\n{token}" if token else ""
