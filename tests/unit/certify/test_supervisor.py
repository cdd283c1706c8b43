"""A consumer that ends by itself is brought back, as whoever runs it in production would do."""

from collections.abc import Callable
from pathlib import Path

from scalehook.certify.consumer import Command
from scalehook.certify.facts import ProcessFacts
from scalehook.certify.supervisor import LONGEST_PAUSE, MOST_RESTARTS, Supervisor
from support.patience import wait_until

LONG = 60.0  # nothing here takes so long


class Played:
    """A consumer whose supervisor neither pauses nor asks whether it is ready."""

    def __init__(self, script: str, failing: str = "") -> None:
        self.consumer = Command(["sh", "-c", script])
        self.facts, self.pauses = ProcessFacts(), list[float]()
        self.left, self._failing = 0, failing
        self.supervisor = Supervisor(
            self.consumer, self.facts, self._leave, self._again, pause=self.pauses.append
        )

    def start(self) -> None:
        """And have it watched."""
        with self.supervisor.changing:
            self._again()
            self.supervisor.begin()

    def _leave(self) -> None:
        self.left += 1

    def _again(self) -> str:
        self.supervisor.starts()
        self.consumer.start({})
        return self._failing if self.left else ""


def once(marker: Path, then: str, before: str = "exit 3") -> str:
    """The first time that, later the other."""
    return f'if [ -e "{marker}" ]; then {then}; fi; touch "{marker}"; {before}'


def comes_to(played: Played, condition: Callable[[], object]) -> None:
    """Whatever it does by itself has come so far; then it is sent away."""
    wait_until(condition, lambda: repr(played.facts))
    played.supervisor.dismiss()
    played.consumer.end(LONG)


def test_it_is_started_again_when_it_ends(tmp_path: Path) -> None:
    """What it has said last is kept; the time that nobody is there is told."""
    played = Played(once(tmp_path / "was", "exec sleep 1000", 'echo "no policy" >&2; exit 3'))
    played.start()
    comes_to(played, lambda: played.facts.restarts == 1)
    assert played.facts.exits == ["it ended with code 3; the last it said: no policy"]
    assert (played.left, played.facts.mute, played.pauses) == (1, "", [0.1])


def test_an_end_without_a_word_is_noted(tmp_path: Path) -> None:
    """Nobody could know why; words of an earlier time do not count."""
    script = once(tmp_path / "one", once(tmp_path / "two", "exec sleep 1000"), "echo bye; exit 3")
    played = Played(script)
    played.start()
    comes_to(played, lambda: played.facts.restarts == 2)
    assert played.facts.mute == "it ended with code 3"


def test_who_ends_again_and_again_is_given_up() -> None:
    """The pauses grow, and are never longer than a few seconds."""
    played = Played("echo no; exit 1")
    played.start()
    wait_until(lambda: not played.supervisor.keeps(), lambda: repr(played.facts))
    assert played.facts.restarts == MOST_RESTARTS
    assert played.pauses[:3] == [0.1, 0.2, 0.4]
    assert max(played.pauses) == LONGEST_PAUSE


def test_who_does_not_become_ready_again_is_given_up() -> None:
    """What went wrong is said."""
    played = Played("echo no; exit 1", failing="it was not ready")
    played.start()
    wait_until(lambda: not played.supervisor.keeps(), lambda: repr(played.facts))
    assert played.facts.exits[-1] == "it was not ready"
    assert played.facts.restarts == 0


def test_who_is_sent_away_stays_away() -> None:
    """It ends because somebody wants it to; one that is started after that is watched anew."""
    played = Played("exec sleep 1000")
    for _ in range(2):
        played.start()
        played.supervisor.dismiss()
        with played.supervisor.changing:
            played.consumer.end(LONG)
        played.supervisor.settle(LONG)
    assert (played.facts.exits, played.facts.restarts, played.left) == ([], 0, 0)
