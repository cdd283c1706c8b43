"""Up and down, again and again: what one instance with a hook costs all machines together."""

import itertools
from dataclasses import dataclass, field

from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage
from scalehook_contracts.message_service.queues import CreateQueue
from support.ensemble.account import Account
from support.ensemble.ensemble import Ensemble
from support.ensemble.stories import BOOT

QUEUE = "hooked"


@dataclass
class Cycles:
    """A group that grows by `amount` instances, which a hook holds until a consumer of its queue lets
    them go, and shrinks by as many. A `plain` one has no load balancer and no databases.
    """

    amount: int = 1
    plain: bool = False
    ensemble: Ensemble = field(default_factory=Ensemble)

    def __post_init__(self) -> None:
        self._tokens = itertools.count()
        self.account = Account(self.ensemble)
        self.account.make_group(max_size=2000, plain=self.plain)
        self.account.call(CreateQueue(queue_name=QUEUE))
        self.hook = self.account.hook(f"mns:queue/{QUEUE}")
        self.up, self.down = (self.account.rule(by) for by in (self.amount, -self.amount))

    def run(self, times: int = 1) -> None:
        """Play so many cycles; what was told meanwhile is not kept."""
        for _ in range(times):
            self._grow()
            self.account.execute(self.down, self._token())
            self.ensemble.settle()
            self.ensemble.told.clear()

    def _token(self) -> str:
        return f"token-{next(self._tokens):08}"

    def _grow(self) -> None:
        activity = self.account.execute(self.up, self._token())
        self.ensemble.advance(BOOT)
        message = self.account.call(ReceiveMessage(queue_name=QUEUE))
        self.account.call(DeleteMessage(queue_name=QUEUE, receipt_handle=message.receipt_handle))
        token = self.account.actions(activity)[self.hook].lifecycle_action_token
        self.account.complete(self.hook, token, "CONTINUE")
        self.ensemble.settle()
