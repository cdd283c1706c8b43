"""A running stack in the hands of a test: `cloud`."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scalehook.kit.clock.durations import Length
from scalehook.testing.aio import Aio
from scalehook.testing.environment import environment
from scalehook.testing.events.events import PATIENCE_SECONDS, Events
from scalehook.testing.faults import Faults
from scalehook.testing.moving import Moving
from scalehook.testing.past import Past
from scalehook.testing.played import PlayedStack
from scalehook_contracts.base import Command, ReplyT

if TYPE_CHECKING:
    from scalehook.testing.builders import Execution, Group, Queue, Role, Template, Topic
    from scalehook.testing.clients import Clients
    from scalehook.testing.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Cloud(Moving):
    """A stack that answers at `endpoint`. Its calls may be made from any thread but the stack's own; in
    a coroutine, `await cloud.aio(call, …)`.
    """

    stack: PlayedStack = field(repr=False)
    port: int
    loop: asyncio.AbstractEventLoop = field(repr=False)
    past: Past = field(default_factory=Past, repr=False)
    amqp_url: str = ""  # of the broker that carries the stack's messages; empty: there is none
    aio: Aio = field(default_factory=Aio, repr=False)

    # -- where it is -------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, what the OpenAPI clients call `endpoint`."""
        return f"127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """`http://127.0.0.1:PORT`, what the MNS client wants."""
        return f"http://{self.address}"

    @property
    def access_key_id(self) -> str:
        """The account's key id."""
        return self.stack.gateway.access_key_id

    @property
    def access_key_secret(self) -> str:
        """The account's key secret."""
        return self.stack.gateway.access_key_secret

    @property
    def region(self) -> str:
        """The region that the stack plays."""
        return self.stack.gateway.region

    @property
    def account_id(self) -> str:
        """The account that the stack plays."""
        return self.stack.gateway.account_id

    @cached_property
    def clients(self) -> "Clients":
        """Clients of the official SDKs, ready to use: `cloud.clients.ess`."""
        from scalehook.testing.clients import Clients

        return Clients(self)

    def environment(self) -> dict[str, str]:
        """Variables for a child process, in any language: where the stack is, and the keys."""
        broker = {"SCALEHOOK_AMQP_URL": self.amqp_url} if self.amqp_url else {}
        return environment(self) | broker

    @cached_property
    def faults(self) -> Faults:
        """What can go wrong on purpose."""
        return Faults(self.endpoint)

    # -- what happens ------------------------------------------------------------------------------

    def run_until(
        self,
        condition: Callable[[], object],
        within: Length = "1h",
        patience: Length = PATIENCE_SECONDS,
    ) -> None:
        """Move virtual time from deadline to deadline until the condition holds, by no more than
        `within`; then wait for it up to `patience` real seconds. AssertionError when it does not hold.
        """
        self.events.run_until(condition, within, patience)

    @cached_property
    def events(self) -> Events:
        """What has happened, and what is waited for."""
        return Events(self)

    def reset(self) -> None:
        """Back to an empty stack at the real time. Endpoint and keys stay."""
        self.run(self.stack.control.reset())

    def snapshot(self) -> "Snapshot":
        """All as it is, once the stack is quiet: resources, messages, waits, the time."""
        return self.run(self._snapshot())

    def restore(self, snapshot: "Snapshot") -> None:
        """All as it was, the time and what had happened too; of this stack or of another one in the same
        region and account. Polls that wait get a 503, as at a reset.
        """
        self.run(self._restore(snapshot))

    async def _snapshot(self) -> "Snapshot":
        from scalehook.testing.snapshot import Snapshot

        picture = await self.stack.snapshot()
        return Snapshot(picture, self.past.entries())  # nothing has happened in between

    async def _restore(self, snapshot: "Snapshot") -> None:
        await self.stack.restore(snapshot.picture)
        self.past.begin_with(snapshot.past)

    # -- what there is -----------------------------------------------------------------------------

    def queue(self, name: str, **attributes: int) -> "Queue":
        """An MNS queue of this name, made if it is not there: `visibility_timeout=60`."""
        from scalehook.testing.builders import Queue

        return Queue.make(self, name, **attributes)

    def topic(self, name: str, **attributes: int) -> "Topic":
        """An MNS topic of this name, made if it is not there."""
        from scalehook.testing.builders import Topic

        return Topic.make(self, name, **attributes)

    def group(self, name: str | None = None, **parameters: Any) -> "Group":
        """A new scaling group that is enabled, with a configuration: from 0 to 10 instances, unless
        `min_size` and `max_size` or other parameters of CreateScalingGroup say otherwise.
        """
        from scalehook.testing.builders import Group

        return Group.make(self, name, **parameters)

    def template(self, name: str) -> "Template":
        """An OOS template that is there already, as a receiver of notifications or to be executed."""
        from scalehook.testing.builders import Template

        return Template(self, name)

    def execution(self, template: "str | Template", **parameters: Any) -> "Execution":
        """Start a template with these parameters."""
        from scalehook.testing.builders import Execution

        name = template if isinstance(template, str) else template.name
        return Execution.start(self, name, parameters)

    def role(
        self, name: str, service: str = "oos", policies: Iterable[str] = ("AdministratorAccess",)
    ) -> "Role":
        """A new RAM role that a service may assume, with these system policies."""
        from scalehook.testing.builders import Role

        return Role.make(self, name, service, policies)

    # -- underneath --------------------------------------------------------------------------------

    def call(self, command: Command[ReplyT]) -> ReplyT:
        """The answer to any command, asked as the account itself; raises the ApiError of a refusal."""
        return self.run(self.stack.bus.call(command))
