"""What every consuming example has to stand, whatever it is written in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from scalehook.testing.builders import Action, Group
from scalehook.testing.cloud import Cloud
from scalehook_contracts.scaling_controller.actions import LifecycleActionExtended
from support.examples.example import TIMEOUT, Example, Running
from support.patience import wait_until

WORK_SECONDS = 2 * TIMEOUT + 50  # the hook's time is over twice, and every heartbeat counts
STEP_SECONDS = TIMEOUT / 3
MOST_STEPS = 20


@dataclass
class Trial:
    """One example against a cloud. `listens` says whether a running one waits for notifications."""

    cloud: Cloud
    example: Example
    group: Group
    folder: Path
    listens: Callable[[Running], object]
    environment: dict[str, str]
    _runs: int = 0

    def hook(self, receiver: object) -> None:
        """One that gives the instance up, unless its long work is done."""
        work = {"certify": {"work": f"{WORK_SECONDS}s"}}
        self.group.hook("SCALE_OUT", to=receiver, timeout=TIMEOUT, default="ABANDON", metadata=work)

    def works_long(self, running: Running) -> None:
        """It is completed by the result, not by the clock; an empty queue before that is no matter."""
        wait_until(lambda: self.listens(running), running.problem)
        self.cloud.advance("1m")
        wait_until(lambda: self.listens(running), running.problem)
        action = self.group.scale_out()
        self.live_through(running, action)
        assert (action.status, action.result) == ("Completed", "CONTINUE"), running.log()
        assert len(self.cloud.events.all(LifecycleActionExtended, action=action)) >= 2
        wait_until(lambda: self.listens(running), running.problem)

    def live_through(self, running: Running, action: Action) -> None:
        """Time passes whenever the example sleeps, until the action is over."""
        for _ in range(MOST_STEPS):
            wait_until(lambda: self._asleep(action) or action.status != "Pending", running.problem)
            if action.status != "Pending":
                return
            self.cloud.advance(STEP_SECONDS, patience=0)
        raise AssertionError(running.problem())

    def stops_at_work(self, running: Running) -> Action:
        """SIGTERM while it works: the action goes on waiting, for somebody else."""
        action = self.group.scale_out()
        wait_until(lambda: self._asleep(action), running.problem)
        assert running.stop() == 0, running.log()
        assert action.status == "Pending"
        return action

    def goes_on(self, running: Running, action: Action) -> None:
        """A new process takes what another one has given back; SIGTERM ends it when it is idle."""
        self.live_through(running, action)
        assert action.result == "CONTINUE", running.log()
        wait_until(lambda: self.listens(running), running.problem)
        assert running.stop() == 0, running.log()

    def run(self) -> AbstractContextManager[Running]:
        """A process of its own."""
        self._runs += 1
        log = self.folder / f"{self._runs}.log"
        return self.example.running(self.cloud, log, **self.environment)

    def _asleep(self, action: Action) -> bool:
        """Whether it lets time pass until its next heartbeat."""
        return action.token in self.cloud.stack.control.sleepers.actions()
