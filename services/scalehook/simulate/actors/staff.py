"""All consumers of a run, and where they hear from."""

from collections.abc import Callable
from typing import Any

from scalehook.consumer.sources.delivery import Receiving, Source
from scalehook.simulate.actors.bell import Bell
from scalehook.simulate.actors.client import Client
from scalehook.simulate.actors.functions import Functions
from scalehook.simulate.actors.instance import Instance
from scalehook.simulate.actors.modelled import Modelled
from scalehook.simulate.actors.sources.amqp import AmqpQueue, AmqpSource
from scalehook.simulate.actors.sources.queue import QueueSource
from scalehook.simulate.actors.told import Told
from scalehook.simulate.letter import Letter
from scalehook.simulate.posting import place
from scalehook.simulate.scenario.consumers import ConsumerModel
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted

Depth = Callable[[str, int], None]


class Staff:
    """Makes instances; those of one endpoint, or of one queue of RabbitMQ, share it."""

    def __init__(
        self, client: Client, bell: Bell, told: Told, functions: Functions, depth: Depth
    ) -> None:
        self._client, self._bell, self._told, self._functions = client, bell, told, functions
        self._depth = depth
        self._endpoints: dict[str, Any] = {}
        self._queues: dict[str, AmqpQueue] = {}

    def instance(self, name: str, model: ConsumerModel) -> Instance:
        """One more."""
        source = self._source(model)
        return Instance(source, self._receiving(name, model, shared=source.shared))

    def open(self, model: ConsumerModel) -> None:
        """Before anything happens: what is sent to it is kept for it, though it begins later."""
        if model.amqp:
            self._queue(model.source)
        elif model.push:
            self._endpoint(model.push)

    def _source(self, model: ConsumerModel) -> Source:
        if model.amqp:
            return AmqpSource(self._queue(model.source), model.hooks)
        if model.push:
            from scalehook.simulate.actors.sources.push import PushSource

            return PushSource(self._endpoint(model.push), model.answer_within, self._told)
        return QueueSource(model.queue, self._client, self._bell, self._told)

    def _receiving(self, name: str, model: ConsumerModel, *, shared: bool) -> Receiving:
        if not model.function:
            return Modelled(name, model, self._client, self._told)
        from scalehook.simulate.actors.under_kit import inbox  # few scenarios have functions

        handlers = self._functions.handlers(model.function, self._told.failures)
        return inbox(name, handlers, model.concurrency, self._client, self._told, shared=shared)

    def _queue(self, name: str) -> AmqpQueue:
        if name not in self._queues:
            queue = AmqpQueue(self._client.loop, lambda by: self._depth(name, by), self._told)
            self._queues[name] = queue
            heard = (LifecycleActionStarted, LifecycleActionEnded)
            self._client.cloud.listen(name, heard, queue.hear)
        return self._queues[name]

    def _endpoint(self, url: str) -> Any:
        from scalehook.simulate.actors.sources.push import Endpoint

        if url not in self._endpoints:
            self._endpoints[url] = endpoint = Endpoint()
            cloud, loop = self._client.cloud, self._client.loop

            def take(letter: Letter) -> None:
                posted: Any = letter.envelope.message
                loop.run(lambda: self._client.start(endpoint.answer(posted), letter.answer))

            cloud.receive(place(url), take)
            cloud.posting.endpoints.add(url)
        return self._endpoints[url]
