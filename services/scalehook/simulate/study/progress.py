"""How far a study has come, on standard error."""

import shutil
import sys
import time
from typing import TextIO

FEWEST, SOON, SELDOM = 5, 0.2, 10.0
LENGTH = 10  # of the bar


class Progress:
    """On a terminal a bar and a line that changes; elsewhere a line every ten seconds."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self.begin(0)
        self.workers: int | None = None  # of other machines, where they play
        self._live = self._stream.isatty()

    def begin(self, total: int) -> None:
        """So many seeds are to come."""
        self._total = total
        self._began = self._shown = time.monotonic()
        self._done = self._violated = 0

    def note(self, violated: bool) -> None:
        """One seed more."""
        self._done += 1
        self._violated += violated
        now = time.monotonic()
        if now - self._shown >= (SOON if self._live else SELDOM):
            self._shown = now
            self._write(self.line(now - self._began))

    def line(self, passed: float) -> str:
        """`137/200 seeds · 3.1/s · about 20 s left · 0 violations`."""
        parts = [f"{self._done}/{self._total} seeds"]
        if self._done >= FEWEST and passed > 0:
            pace = self._done / passed
            parts += [f"{pace:.1f}/s", f"about {(self._total - self._done) / pace:.0f} s left"]
        if self.workers is not None:
            parts.append(f"{self.workers} workers")
        return " · ".join([*parts, f"{self._violated} violations"])

    def end(self) -> None:
        """The line goes."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _write(self, text: str) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1  # a longer one would stay
            text = f"\r\x1b[K{f'{self._bar()} {text}'[:width]}"
        else:
            text = f"{text}\n"
        self._stream.write(text)
        self._stream.flush()

    def _bar(self) -> str:
        full = LENGTH * self._done // self._total
        return "█" * full + "░" * (LENGTH - full)
