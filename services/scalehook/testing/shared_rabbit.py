"""A stack over a broker that many tests use one after the other: emptied for each, and a new one after a
test that has left it broken.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from typing import Any

from scalehook.kit.logs import Log
from scalehook.testing.cloud import Cloud
from scalehook.testing.rabbit import Broker, new_vhost
from scalehook.testing.rabbit.declared import Vhost
from scalehook.testing.rabbit_stack import rabbit_stack
from scalehook.testing.throwaway import NoServer

log = Log(__name__)


class SharedRabbit:
    """Starts when somebody asks for it, and ends with `close`."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._ending = ExitStack()
        self._cloud: Cloud | None = None
        self._vhost: Vhost | None = None  # None: nobody can tell what is left in it

    def empty(self) -> Cloud:
        """The stack, as new, alone on the broker."""
        if self._cloud is not None and self._is_emptied(self._cloud):
            return self._cloud
        self.close()
        return self._begin()

    @contextmanager
    def another(self, **options: Any) -> Iterator[Cloud]:
        """One beside it, that runs inside the block."""
        with new_vhost(self._broker) as address, self._new(address, **options) as cloud:
            yield cloud

    def close(self) -> None:
        """It ends."""
        self._cloud = None
        self._ending.close()

    def _begin(self) -> Cloud:
        address = self._ending.enter_context(new_vhost(self._broker))
        self._cloud = self._ending.enter_context(self._new(address))
        self._vhost = None
        with suppress(NoServer):
            self._vhost = Vhost(self._broker, address)
        return self._cloud

    def _is_emptied(self, cloud: Cloud) -> bool:
        if self._vhost is None:
            return False
        try:
            if self._vhost.sweep():
                cloud.reset()
                return True
        except Exception as problem:  # whatever a test has done to it
            log.warning("a new stack: the last test has left it broken", problem=repr(problem))
        return False

    def _new(self, address: str, **options: Any) -> AbstractContextManager[Cloud]:
        return rabbit_stack(address, management_url=self._broker.management_url, **options)
