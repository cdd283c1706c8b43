"""No socket, no file, no process, no thread: Python's own audit events tell of each."""

import json
import subprocess
from pathlib import Path

from support.programs.program import quick

FILE = Path(__file__).with_name("inside.yaml")
PROGRAM = """
import json
import os
import sys
from pathlib import Path
from scalehook.script_runner.settings import Settings
from scalehook.simulate.run import Run, Plan
from scalehook.simulate.scenario.reading import read_scenario

WAYS_OUT = ("open", "os.", "pathlib.", "tempfile.", "shutil.", "fcntl.", "glob.", "mmap.",
            "socket.", "subprocess.", "_thread.", "ctypes.", "sqlite3.", "urllib.", "http.")
LOOKS = ("stat", "lstat", "access", "readlink")  # of which there is no event
inside, seen, begun = False, set(), set()

def see(event, arguments):
    if inside and event.startswith(WAYS_OUT):
        seen.add(f"{event} {arguments[0] if arguments else ''}")

def seeing(name):
    look = getattr(os, name)
    def looked(path, *others, **more):
        see(f"os.{name}", (path,))
        return look(path, *others, **more)
    return looked

sys.addaudithook(see)
for name in LOOKS:
    setattr(os, name, seeing(name))
study = read_scenario(Path(sys.argv[1]))
for inside in (False, True):  # at first it imports, and reads what is the program's own
    run = Run(study, 0, Plan())
    run.cloud.sights.append(
        lambda service, entry: begun.update(type(each).__name__ for each in entry.recorded)
    )
    outcome = run.play()
    assert outcome.whole and not outcome.violations, outcome
found = sorted(seen)
Settings().home("i-1").exists()  # what would be seen
inside = False
print(json.dumps([found, sorted(begun), sorted(seen - set(found))]))
"""


def test_nothing_leads_out(tmp_path: Path) -> None:
    """Of a run with every kind of receiver and a script whose output goes to OSS; but for a look at how
    much memory its process has, which is a limit.
    """
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    shown = subprocess.run([quick("python"), program, FILE], capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    found, recorded, seen = json.loads(shown.stdout)
    assert set(found) <= {"open /proc/self/statm"}
    assert {"OutputDelivered", "PushSucceeded", "ExecutionEnded"} <= set(recorded)
    assert any("os.stat" in each for each in seen)
