"""Resources of an init file are there when the stack begins."""

from pathlib import Path

import pytest

from scalehook.kit.documents import BadDocument
from scalehook.testing.running import running_stack
from scalehook_contracts.resource_provider.resources import ListResources

FILE = """
resources:
  - name: r-1
    kind: redis
    attributes:
      InstanceName: cache
      Port: 6380
  - {name: c-1, kind: cluster}
"""


def test_resources_of_an_init_file(tmp_path: Path) -> None:
    """Each has its id, its kind, and what it is said to have."""
    file = tmp_path / "cloud.yaml"
    file.write_text(FILE)
    with running_stack(init=file) as cloud:
        found = {each.resource_id: each for each in cloud.call(ListResources()).resources}
    assert {name: each.kind for name, each in found.items()} == {"r-1": "redis", "c-1": "cluster"}
    attributes = found["r-1"].attributes
    assert (attributes["InstanceName"], attributes["Port"]) == ("cache", 6380)


@pytest.mark.parametrize(
    "line", ["{name: r-1, kind: oracle}", "{name: r-1, kind: redis, attributes: {Port: many}}"]
)
def test_a_resource_that_cannot_be(tmp_path: Path, line: str) -> None:
    """Is told with its line."""
    file = tmp_path / "cloud.yaml"
    file.write_text(f"resources:\n  - {line}\n")
    with pytest.raises(BadDocument, match="2"), running_stack(init=file):
        pass
