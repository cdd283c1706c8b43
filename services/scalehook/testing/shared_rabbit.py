"""A stack over a broker that many tests use."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import Any

from scalehook.testing.cloud import Cloud
from scalehook.testing.rabbit import Broker, new_vhost
from scalehook.testing.rabbit.declared import Vhost
from scalehook.testing.rabbit_stack import rabbit_stack
from scalehook.testing.shared import Shared
from scalehook.testing.throwaway import NoServer


class SharedRabbit(Shared[Cloud]):
    """Alone in a vhost of its own."""

    def __init__(self, broker: Broker) -> None:
        super().__init__()
        self._broker = broker
        self._vhost: Vhost | None = None  # None: nobody can tell what is left in it

    @contextmanager
    def another(self, **options: Any) -> Iterator[Cloud]:
        """One beside it, that runs inside the block."""
        with new_vhost(self._broker) as address, self._new(address, **options) as cloud:
            yield cloud

    def _begin(self, ending: ExitStack) -> Cloud:
        address = ending.enter_context(new_vhost(self._broker))
        cloud = ending.enter_context(self._new(address))
        self._vhost = None
        with suppress(NoServer):
            self._vhost = Vhost(self._broker, address)
        return cloud

    def _sweep(self) -> bool:
        return self._vhost is not None and self._vhost.sweep()

    def _new(self, address: str, **options: Any) -> AbstractContextManager[Cloud]:
        return rabbit_stack(address, management_url=self._broker.management_url, **options)
