"""How to reach a stack, as variables."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st

from scalehook.cli.env import Form, written
from scalehook.embedded.access import Access, NoAccess
from scalehook.embedded.state_directory import StateDirectory

NASTY = 'it\'s $HOME `id` "quoted" \\ # and more'
VALUES = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), min_size=1, max_size=12
)


def access(secret: str) -> Access:
    return Access("http://127.0.0.1:1", "id", secret, "cn-hangzhou", "1")


def test_a_shell_takes_it_as_it_is() -> None:
    """Nothing in a value is expanded or run."""
    script = written(access(NASTY), Form.SHELL) + '\nprintf %s "$SCALEHOOK_ACCESS_KEY_SECRET"'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == NASTY


@settings(max_examples=50)
@given(VALUES)
def test_a_dotenv_file_gives_the_value_back(value: str) -> None:
    """Whatever is in it."""
    read = dotenv_values(stream=io.StringIO(written(access(value), Form.DOTENV)))
    assert read["SCALEHOOK_ACCESS_KEY_SECRET"] == value


def test_json_has_the_same_names() -> None:
    """One object, all five."""
    assert json.loads(written(access("s"), Form.JSON)) == {
        "SCALEHOOK_ENDPOINT": "http://127.0.0.1:1",
        "SCALEHOOK_ACCESS_KEY_ID": "id",
        "SCALEHOOK_ACCESS_KEY_SECRET": "s",
        "SCALEHOOK_REGION": "cn-hangzhou",
        "SCALEHOOK_ACCOUNT_ID": "1",
    }


def test_a_stack_leaves_it_in_its_state_directory(tmp_path: Path) -> None:
    """For whoever may read the directory, and nobody else; it can be read while the stack runs."""
    directory = StateDirectory(tmp_path)
    directory.keep_access(access("s"))
    assert Access.read(tmp_path) == access("s")
    assert (tmp_path / "endpoint.json").stat().st_mode & 0o077 == 0
    directory.close()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"endpoint": "http://127.0.0.1:1"}'])
def test_what_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    """The file, and that it does not say how to reach a stack."""
    (tmp_path / "endpoint.json").write_text(content)
    with pytest.raises(NoAccess, match=r"endpoint\.json"):
        Access.read(tmp_path)


def test_no_stack_has_run_there(tmp_path: Path) -> None:
    """It says so."""
    with pytest.raises(NoAccess, match="no stack has run"):
        Access.read(tmp_path / "nowhere")
