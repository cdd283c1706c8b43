"""Faults of scripts that run on instances."""

from typing import Unpack

from scalehook.testing.faults.base import Kinds, OfScripts
from scalehook.testing.faults.fault import Fault


class Scripts(Kinds):
    """They strike runs that begin from now on. Such a script is not run."""

    def hang_script(self, **match: Unpack[OfScripts]) -> Fault:
        """It never ends, but by its time-out."""
        return self.add("hang_script", **match)

    def fail_script(
        self,
        exit_code: int = 1,
        *,
        output: str = "",
        error_code: str = "",
        **match: Unpack[OfScripts],
    ) -> Fault:
        """It ends so; with an `error_code` it could not even be run."""
        return self.add(
            "fail_script", exit_code=exit_code, output=output, error_code=error_code, **match
        )

    def flood_script(
        self, size: int = 16 * 2**20, *, exit_code: int = 0, **match: Unpack[OfScripts]
    ) -> Fault:
        """It says so many bytes, of which the last are kept."""
        return self.add("flood_script", size=size, exit_code=exit_code, **match)
