"""What a project says of its consumer is read strictly, and wrong things are named with their lines."""

from pathlib import Path

import pytest

from scalehook.certify.profile import Profile, ProfileWrong, read, with_flags

EXAMPLES = Path(__file__).parents[3] / "examples"


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    file = folder / "certify.yaml"
    file.write_text(text)
    return file


def wrong(folder: Path, text: str) -> list[str]:
    """What is said of it, without the folder."""
    with pytest.raises(ProfileWrong) as problem:
        read(written(folder, text))
    return str(problem.value).replace(f"{folder}/", "").splitlines()


def test_a_profile_says_how_the_consumer_runs(tmp_path: Path) -> None:
    """A command is a list, or a text whose words are one."""
    text = "command: python consumer.py\nsource: push\nenv: {LEVEL: '1'}\nready: {port: 80}\n"
    profile = read(written(tmp_path, text))
    assert profile.command == ["python", "consumer.py"]
    assert profile.ready is not None
    assert profile.ready.url == "http://127.0.0.1:80/readyz"
    assert profile.folder == tmp_path
    assert read(written(tmp_path, "")) == Profile(folder=tmp_path)


def test_unknown_keys_are_refused_with_their_line(tmp_path: Path) -> None:
    """And with what may have been meant, or what there is; all of them at once."""
    text = "source: mns\ncomand: python x.py\nready:\n  prot: 1\n"
    assert wrong(tmp_path, text) == [
        'certify.yaml:2:1: unknown key "comand"; did you mean "command"?',
        "certify.yaml:4:3: ready.port: Field required",
        'certify.yaml:4:3: unknown key "prot" under ready; did you mean "port"?',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "source: carrier-pigeon",
            "certify.yaml:1:9: source: Input should be 'mns', 'push' or 'rabbit'",
        ),
        ("a: 1\na: 2", 'certify.yaml:2:1: "a" is there twice'),
        ("abilities: [flying]", "no ability is called 'flying'; there are work, heartbeat"),
        ("command: x\nattach: true", "command and attach: only one of them can be"),
        ("attach: true\nsupervise: true", "supervise: one that is attached is somebody else's"),
        ("command: [", "while parsing"),
        ("- 1", "certify.yaml:1:1: Input should be a valid dictionary"),
        ("stop_seconds: nan", "certify.yaml:1:15: stop_seconds"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """One line each."""
    assert said in wrong(tmp_path, text)[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """As the system says it."""
    with pytest.raises(ProfileWrong, match="No such file"):
        read(tmp_path / "none.yaml")


def test_flags_win(tmp_path: Path) -> None:
    """A way to run the consumer takes the place of the file's; what is not said stays."""
    profile = read(written(tmp_path, "container: image\nsource: push\nstop_seconds: 3\n"))
    found = with_flags(profile, command=["x"], source=None, stop_seconds=4.0)
    assert (found.command, found.container) == (["x"], "")
    assert (found.source, found.stop_seconds) == ("push", 4.0)
    with pytest.raises(ProfileWrong, match="only one"):
        with_flags(profile, command=["x"], attach=True)


def test_each_profile_that_comes_along_says_which_endpoint_its_clients_want() -> None:
    """With its scheme or without; and that no proxy is asked."""
    files = sorted(EXAMPLES.glob("*/certify.yaml"))
    assert {file.parent.name for file in files} >= {
        "faststream", "go", "good", "java", "naive", "node", "queue_consumer",
    }  # fmt: skip
    for file in files:
        said = "".join(line for line in file.read_text().splitlines() if line.startswith("#"))
        assert "scheme" in said, file
        assert "prox" in said, file
        assert read(file).command, file


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("command: x", False),
        ("push_port: 80", True),
        ("ready: {port: 80}", True),
        ("attach: true", True),
    ],
)
def test_who_has_a_port_of_its_own_is_alone(tmp_path: Path, text: str, alone: bool) -> None:
    """Two of them at a time would be told the same one."""
    assert read(written(tmp_path, text)).alone == alone
