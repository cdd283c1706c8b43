"""A consumer that is a command, in a process group of its own."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from scalehook.certify.consumer import processes
from scalehook.certify.consumer.base import Consumer, Ending, Unusable
from scalehook.kit.retrying import poll

OURS = ("SCALEHOOK_", "ALIBABA_CLOUD_")  # variables that would tell it of another stack
MARK = "SCALEHOOK_CERTIFY_PROCESS"  # by it a child is known that has left the group
KILLED_SECONDS = 5.0  # the kernel's time to end what was killed
POLL_SECONDS = 0.01
READ_SECONDS = 1.0  # for the rest of its output; a child that lives on may hold the pipe


class Command(Consumer):
    """Started with our environment and that of the protocol."""

    def __init__(self, arguments: Sequence[str], folder: Path | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._arguments = list(arguments)
        self._mark = secrets.token_hex(8)
        self._process: subprocess.Popen[bytes] | None = None
        self._readers: list[threading.Thread] = []

    def check(self) -> None:
        """Unusable when there is no such command."""
        program = self._arguments[0]
        # one with a slash in its name is looked for there
        beside = Path(self._folder or ".", program).absolute()
        if shutil.which(str(beside) if "/" in program else program) is None:
            raise Unusable(f"no such command, or not to be executed: {program}")

    def start(self, environment: Mapping[str, str]) -> None:
        """Returns when the program has begun."""
        try:
            self._process = process = subprocess.Popen(  # noqa: S603  (it is what the user wants run)
                self._arguments, cwd=self._folder,
                env={**_inherited(), **environment, MARK: self._mark},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=True,
            )  # fmt: skip
        except OSError as problem:
            raise Unusable(f"{self._arguments[0]} cannot be started: {problem.strerror}") from problem
        assert process.stdout is not None
        assert process.stderr is not None
        self._readers = [self.stdout.read(process.stdout), self.stderr.read(process.stderr)]

    def exited(self) -> str:
        """With which code, or by which signal."""
        code = None if self._process is None else self._process.poll()
        return "" if code is None else _in_words(code)

    def await_end(self) -> str:
        """However long it runs."""
        if self._process is not None:
            self._process.wait()
        return self.exited()

    def end(self, seconds: float, number: signal.Signals = signal.SIGTERM) -> Ending:
        """Its children are ended with it, those too that it has left behind."""
        process = self._process
        if process is None:
            return Ending()
        if process.poll() is None:
            self._signal(number)
        in_time = self._gone_within(seconds)
        outliving = self._left() if in_time else []
        self._signal(signal.SIGKILL)
        process.wait(KILLED_SECONDS)
        poll(self._all_gone, KILLED_SECONDS, POLL_SECONDS)  # nobody here is told when they are
        self.flush()
        return Ending(in_time, [f"{seen.name} ({seen.pid})" for seen in outliving])

    def demand_seconds(self) -> float | None:
        """Of the whole group."""
        if self._process is None or not processes.is_seen():
            return None
        return sum(seen.demand_seconds for seen in processes.of_group(self._process.pid))

    def flush(self) -> None:
        """Waits a moment for what is still in the pipes, of a process that has ended."""
        if self.exited():
            for reader in self._readers:
                reader.join(READ_SECONDS)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _left(self) -> list[processes.Seen]:
        """Its children that run on; one that has a session of its own, too."""
        return processes.marked(f"{MARK}={self._mark}")

    def _all_gone(self) -> bool:
        """Whether nothing of it runs; what does is killed."""
        left = self._left()
        for seen in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(seen.pid, signal.SIGKILL)
        return not left

    def _gone_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


def _in_words(code: int) -> str:
    if code >= 0:
        return f"it ended with code {code}"
    return f"it was ended by {signal.Signals(-code).name}"
