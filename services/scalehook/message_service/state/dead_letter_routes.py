"""From which queues dead letters can go to which."""

from collections.abc import Mapping

from scalehook.message_service.state.queues import Queue
from scalehook_contracts.message_service.policies import DlqPolicy


class DeadLetterRoutes:
    """Derived from the queues alone: made anew when a state is loaded, never written. It tells each
    queue how often its messages may be received, as long as the target of its policy is there.
    """

    def __init__(self, queues: Mapping[str, Queue]) -> None:
        self._queues = queues
        self._sources: dict[str, dict[str, None]] = {}  # names by that of their target
        for queue in queues.values():
            self.open(queue)

    def open(self, queue: Queue) -> None:
        """The queue is there: as a target, and with its policy."""
        if (name := _target_name(queue.options.dlq_policy)) is not None:
            self._sources.setdefault(name, {})[queue.queue_name] = None
        self._update(queue)
        self._update_sources(queue.queue_name)

    def close(self, queue: Queue) -> None:
        """The queue is gone, or its policy is."""
        name = _target_name(queue.options.dlq_policy)
        if name is not None:
            self._sources[name].pop(queue.queue_name)
            if not self._sources[name]:
                del self._sources[name]
        self._update_sources(queue.queue_name)

    def target(self, queue: Queue) -> Queue | None:
        """Where the queue's dead letters go: a queue that keeps order as it does, and is not itself."""
        name = _target_name(queue.options.dlq_policy)
        found = self._queues.get(name) if name is not None and name != queue.queue_name else None
        return found if found is not None and found.queue_type == queue.queue_type else None

    def sources(self, queue_name: str) -> list[Queue]:
        """The queues whose policies name it."""
        return [self._queues[name] for name in self._sources.get(queue_name, ())]

    def _update_sources(self, queue_name: str) -> None:
        for source in self.sources(queue_name):
            self._update(source)

    def _update(self, queue: Queue) -> None:
        policy = queue.options.dlq_policy
        limit = policy.max_receive_count if policy and self.target(queue) is not None else None
        queue.index.set_limit(limit)


def _target_name(policy: DlqPolicy | None) -> str | None:
    """The name of the queue that a policy is about; None where there is none, or it is off."""
    if policy is None or not policy.enabled or (policy.max_receive_count or 0) < 1:
        return None
    return policy.target_name
