"""What libraries import with themselves comes when it is used."""

import subprocess
import sys

PROGRAM = """
import sys
from scalehook.cli.later import Later, put_off
put_off()
import logging.config, uvicorn, uvicorn.config
from importlib.metadata import entry_points, version
def late(): return {name for name, each in sys.modules.items() if isinstance(each, Later)}
assert uvicorn.Server.__module__ == "uvicorn.server"
assert late() == {"uvicorn.main", "logging.config"}, late()  # `version` was asked for
assert version("uvicorn") == uvicorn.__version__ and list(entry_points(group="console_scripts"))
logging.config.dictConfig({"version": 1})
assert late() == {"uvicorn.main"}, late()
try:
    uvicorn.main(["--version"])
except SystemExit as end:
    assert not end.code
assert not late() and callable(uvicorn.main) and callable(uvicorn.run)
import uvicorn.main as own
assert "click" in sys.modules
put_off()
assert not late()
"""


def test_what_is_put_off_is_as_good_as_there() -> None:
    """Names that were imported from it, functions that are called, and what its parent calls so."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Running uvicorn")
