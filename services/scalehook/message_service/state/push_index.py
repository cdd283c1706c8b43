"""Which pushes are on their way from a topic, and to which of its subscriptions."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from scalehook.message_service.state.pushes import Push

# a topic and one of its subscriptions, and one group of messages to it; or all of them
Receiver = tuple[str, str | None, str | None]


class PushIndex:
    """Derived from the pushes alone: made anew when a state is loaded, never written."""

    def __init__(self, pushes: Iterable[Push]) -> None:
        self._pushes: defaultdict[Receiver, dict[str, Push]] = defaultdict(dict)
        self._messages: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for push in pushes:
            self.add(push)

    def add(self, push: Push) -> None:
        """A push is new."""
        for receiver in _receivers(push):
            self._pushes[receiver][push.push_id] = push
        self._messages[push.topic_name][push.message_id] += 1

    def remove(self, push: Push) -> None:
        """A push is over."""
        for receiver in _receivers(push):
            del self._pushes[receiver][push.push_id]
            if not self._pushes[receiver]:
                del self._pushes[receiver]
        messages = self._messages[push.topic_name]
        messages[push.message_id] -= 1
        if not messages[push.message_id]:
            del messages[push.message_id]
        if not messages:
            del self._messages[push.topic_name]

    def to(self, topic_name: str, subscription_name: str | None = None) -> list[Push]:
        """Those to a topic's subscribers, or to one of them, the oldest first."""
        return list(self._pushes.get((topic_name, subscription_name, None), {}).values())

    def count(self, topic_name: str) -> int:
        """How many are on their way from a topic."""
        return len(self._pushes.get((topic_name, None, None), ()))

    def first(self, topic_name: str, subscription_name: str, group: str) -> Push | None:
        """The oldest of a group on its way to a subscriber."""
        return next(iter(self._pushes.get((topic_name, subscription_name, group), {}).values()), None)

    def messages(self, topic_name: str) -> int:
        """How many of a topic's messages have not come to all yet."""
        return len(self._messages.get(topic_name, ()))


def _receivers(push: Push) -> list[Receiver]:
    topic, subscription, group = push.topic_name, push.subscription_name, push.message_group_id
    receivers: list[Receiver] = [(topic, None, None), (topic, subscription, None)]
    return [*receivers, (topic, subscription, group)] if group else receivers
