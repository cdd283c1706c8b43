"""Tokens of actions that are over: a second notification of one is known by it."""

from collections import OrderedDict

MOST = 10_000


class Duplicates:
    """The last of them, as many as are worth the memory."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._tokens: OrderedDict[str, None] = OrderedDict()

    def add(self, token: str) -> None:
        """The action is over."""
        self._tokens[token] = None
        self._tokens.move_to_end(token)
        if len(self._tokens) > self._most:
            self._tokens.popitem(last=False)

    def __contains__(self, token: str) -> bool:
        return token in self._tokens
