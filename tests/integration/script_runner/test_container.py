"""Scripts in containers: one for each instance, which most of these tests share."""

import asyncio
import base64
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.effects import remove_root, run_script
from scalehook.script_runner.executors import Ended, Executor, Job, executor_of, syscalls
from scalehook.script_runner.executors.container import docker
from scalehook.script_runner.executors.container.instance import Instance
from scalehook.script_runner.settings import Settings
from scalehook_contracts.guests import Guest
from scalehook_contracts.script_runner.roots import RemoveRoot
from scalehook_contracts.script_runner.runs import RunScript
from support.guest.attempts import MUST_NOT_BE_SAID, TRIED, scripts
from support.guest.calls import calling
from support.guest.instance import GUEST, IMAGE
from support.guest.pages import answers, as_one_script, bootstraps, documented_lines
from support.host_picture import Host

LIMITS = {"processes": 60, "memory_bytes": 256 * 2**20, "disk_bytes": 100 * 2**20}
RUNS = itertools.count()
Ask = Callable[..., Ended]


@pytest.fixture(scope="module")
def containers() -> Executor:
    """The executor, where Docker runs; in CI it must."""
    problem = executor_of("container").unavailable()
    if problem and os.environ.get("CI"):
        pytest.fail(f"CI needs Docker: {problem}")
    if problem:
        pytest.skip(problem)
    return executor_of("container")


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the homes of instances are."""
    return tmp_path_factory.mktemp("roots")


@pytest.fixture(scope="module")
def ask(containers: Executor, roots: Path) -> Iterator[Ask]:
    """Run a script on an instance; the containers go at the end."""

    def run(script: str, instance: str = "i-1", **more: object) -> Ended:
        return asyncio.run(containers.run(job_on(roots, script, instance, **more)))

    yield run
    for home in [*roots.iterdir(), *roots.glob("*/containers/*")]:
        asyncio.run(containers.remove(home))


def job_on(roots: Path, script: str, instance: str = "i-1", **more: object) -> Job:
    """A job whose home is there."""
    home = roots / instance
    (home / "runs").mkdir(parents=True, exist_ok=True)
    settings = Settings.model_validate(
        {"roots": roots, "images": {"none*": "nobody/has-it", "*": IMAGE}}
    )
    words = {
        "working_dir": "/root",
        "guest": GUEST,
        "settings": settings.model_copy(update=LIMITS),
        **more,
    }
    run = f"r-{next(RUNS)}"  # none has the name of another: by it the end of one finds what it has left
    return Job(run, instance, script.encode(), home=home, **words)  # type: ignore[arg-type]  # of a Job


def test_every_line_of_the_page(ask: Ask) -> None:
    """Gets in a container what docs/guest.md says; but what its image and Docker decide. Scripts that
    set instances up get to their end.
    """
    lines = [*documented_lines(), *bootstraps()]
    heard: list[bytes] = []
    ask(as_one_script(lines).decode(), "i-1", said=heard.append)
    got = answers(b"".join(heard).decode())
    differ = ("ulimit", "# Limits", "useradd -r nginx", "su ", "userdel")
    for at, line in enumerate(lines):
        if not line.script.startswith(differ):  # the image's own programs, and its own limits
            assert line.answer in got[at], (line.script, got[at])


def test_what_is_refused(ask: Ask) -> None:
    """Folders and users that are not there by their codes, an interpreter in a shell's words."""
    assert ask("true", working_dir="/nowhere").error_code == "DirectoryNotExists"
    assert ask("true", username="bob").error_code == "AccountNotExists"
    assert ask("pwd", working_dir="/opt").output == b"/opt\n"
    ended = ask("#!/bin/none\ntrue")
    assert ended.exit_code in (126, 127)
    assert b"not found" in ended.output


def test_an_image_that_cannot_be_had(ask: Ask) -> None:
    """Is said so in the output: it is no exit code of the script."""
    ended = ask("true", "i-2", guest=Guest(image_id="none_1"))
    assert (ended.exit_code, ended.error_code) == (None, "ExecutionException")
    assert b"the image cannot be had" in ended.output


def test_docker_that_is_missing(
    containers: Executor, roots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is said so, in other words."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(docker, "problem", docker.problem.__wrapped__)
    assert "Docker is not installed" in docker.problem()
    ended = asyncio.run(containers.run(job_on(roots, "true")))
    assert ended.error_code == "ExecutionException"
    assert b"Docker is not installed" in ended.output


def test_a_daemon_that_does_not_answer(
    containers: Executor, roots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is said so, too."""
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:1")
    monkeypatch.setattr(docker, "problem", docker.problem.__wrapped__)
    assert "Docker does not answer" in docker.problem()
    assert b"Docker does not answer" in asyncio.run(containers.run(job_on(roots, "true"))).output


def test_the_order_of_what_it_says(ask: Ask) -> None:
    """Is that in which it was said, to whichever of its streams."""
    said = "".join(f"out {each}\nerror {each}\n" for each in range(20))
    script = "i=0; while [ $i -lt 20 ]; do echo out $i; echo error $i >&2; i=$((i+1)); done"
    assert ask(script).output.decode() == said


def test_its_files(ask: Ask) -> None:
    """None that it has open is this machine's: `/dev/null` would be, and root may change it."""
    text = ask("for f in 0 1 2; do stat -L -c %F /proc/self/fd/$f /proc/1/fd/$f; done").output.decode()
    assert set(text.splitlines()) == {"fifo"}


def test_attempts(ask: Ask, host: Host) -> None:
    """To reach this machine fail, or stay inside; and the next command runs."""
    heard: list[bytes] = []
    for script in scripts(host):
        ask(script, "i-3", said=heard.append)
    text = b"".join(heard).decode(errors="replace")
    assert [word for word in MUST_NOT_BE_SAID if word in text] == [], text
    assert TRIED in text
    assert ask("echo alive", "i-3").output == b"alive\n"


def test_calls_of_the_kernel(ask: Ask) -> None:
    """That reach out of a container are refused by Docker: keyrings, clocks, mounts and the like."""
    tried = ask(calling(syscalls.REFUSED)).output.decode().splitlines()[0].split()
    done = [name for name, how in zip(syscalls.REFUSED, tried, strict=True) if how != "EPERM"]
    assert done == []


def test_its_bounds(ask: Ask) -> None:
    """No privileges, no network, nothing of this process; memory and disk are limited."""
    text = ask("grep -e NoNewPrivs -e CapEff /proc/self/status; cat /proc/net/dev; env").output.decode()
    assert "NoNewPrivs:\t1" in text
    assert "CapEff:\t00000000000004fb" in text
    assert "eth0" not in text
    assert "PYTEST" not in text
    eaten = ask("head -c 400000000 /dev/zero | tail -c 390000000 | wc -c")
    assert b"390000000" not in eaten.output
    full = ask("head -c 200000000 /dev/zero >/root/big; sleep 60; echo over")
    assert full.exit_code == 137
    assert b"No space left on device" in full.output
    ask("rm -f /root/big")


def test_a_fork_bomb(ask: Ask) -> None:
    """Stays in its container, and is gone when the script is."""
    ask("#!/bin/bash\nbomb() { bomb | bomb & }; bomb 2>/dev/null; exit 0")
    assert ask("echo alive").output == b"alive\n"


async def test_a_cancelled_script_is_gone(containers: Executor, roots: Path, ask: Ask) -> None:
    """With everything that it has started; a script that runs beside it goes on."""
    marker = f"76543.{os.getpid()}"
    begun = asyncio.Event()
    job = job_on(
        roots, f"setsid sleep {marker} & echo begun; sleep {marker}", said=lambda chunk: begun.set()
    )
    running = asyncio.ensure_future(containers.run(job))
    beside = asyncio.ensure_future(containers.run(job_on(roots, "sleep 3; echo went on")))
    await begun.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    left = await docker.docker("top", Instance.at(roots / "i-1").name)
    assert marker not in left.said
    assert (await beside).output == b"went on\n"


async def test_it_goes_with_its_instance(containers: Executor, roots: Path) -> None:
    """No container is left: neither the instance's, nor those of containers in it, which are others, of
    the image that they name.
    """
    table = [{"name": "web", "image": IMAGE, "id": "ab" * 32}]
    values = {"executor": "container", "roots": roots, "images": {"*": "nobody/has-it"}}
    settings = Settings.model_validate({**values, "containers": table})
    outside = Outside(None, settings, "key", "flow")  # type: ignore[arg-type]  # it calls nobody
    job = job_on(roots, "touch /kept", "i-9")
    await containers.run(job)
    intent = RunScript(
        invoke_id="t-1", instance_id="i-9", script="ls /kept; pwd; hostname",
        working_dir="/nowhere", username="nobody", container_name="web",
    )  # fmt: skip
    inside = base64.b64decode((await run_script(intent, outside)).output).decode()
    assert "No such file" in inside
    assert inside.split()[-2:] == ["/", "ab" * 6]
    places = [job.home, job.home / "containers" / ("ab" * 32)]
    names = [Instance.at(place).name for place in places]
    assert (await docker.docker("container", "inspect", *names)).code == 0
    await remove_root(RemoveRoot(instance_id="i-9"), outside)
    for name in names:
        assert (await docker.docker("container", "inspect", name)).code != 0
