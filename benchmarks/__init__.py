"""Speed, measured and printed; nothing here is asserted."""

import sys
from pathlib import Path

# the ensemble of pure machines and the counting of instructions are shared with the tests
sys.path.append(str(Path(__file__).parents[1] / "tests"))
