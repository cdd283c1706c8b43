"""The end of what a script says, which is kept; all of it is told to who listens."""

from collections.abc import Callable

from scalehook.script_runner.executors.job import OUTPUT_BYTES, Ended, nobody_hears


class Tail:
    """Fed with chunks as they come."""

    def __init__(self, said: Callable[[bytes], None] = nobody_hears) -> None:
        """Each chunk is `said`, too."""
        self.output = b""
        self.dropped = 0
        self._said = said

    def add(self, chunk: bytes) -> None:
        """More of it."""
        self._said(chunk)
        output = self.output + chunk
        self.output = output[-OUTPUT_BYTES:]
        self.dropped += len(output) - len(self.output)

    def ended(self, exit_code: int) -> Ended:
        """All that was said, with this exit code."""
        return Ended(exit_code, self.output, self.dropped)
