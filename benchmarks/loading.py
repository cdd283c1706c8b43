"""`python -m benchmarks.loading JOURNAL`: loads a message service when told to; says what it took."""

import json
import sys
import time
from pathlib import Path

import uvloop

from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host.host import Host
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from scalehook.kit.logs import configure_logging
from scalehook.kit.telemetry import Metrics
from scalehook.message_service.service import SERVICE
from scalehook.wiring.process import look_for_garbage_in_small_parts


async def _main(path: Path) -> None:
    configure_logging("error")
    look_for_garbage_in_small_parts()  # as in a process of the stack
    clock = Clock()
    journal = await SqliteJournals(connect(path)).open(SERVICE.name)
    host = Host(SERVICE, MemoryBus(clock), journal, clock, Timekeeper(clock), Metrics())
    print("ready", flush=True)
    sys.stdin.readline()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, started = _mebibytes("VmRSS"), time.process_time()
    await host.load()
    cpu = time.process_time() - started
    print(json.dumps({"cpu": cpu, "peak": _mebibytes("VmHWM") - before}), flush=True)
    sys.stdin.readline()


def _mebibytes(field: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


if __name__ == "__main__":
    uvloop.run(_main(Path(sys.argv[1])))
