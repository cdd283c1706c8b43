"""Names of packages and units: they never reach a file that is not the stand-in's own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scalehook.script_runner import guest
from scalehook.script_runner.executors import Executor, Job, executor_of
from scalehook.script_runner.executors.simulated.executor import STAND_INS
from support.host_picture import Host

MakeJob = Callable[..., Job]

UP = "../" * 24
SINCE = re.compile(rb" since \S+")
COMMANDS = (
    "yum install -y {}",
    "yum remove -y {}",
    "yum -y erase httpd {}",
    "dnf -y install {}",
    "apt-get install -y {}",
    "apt-get -o a=b purge -y {}",
    "apt remove {}",
    "systemctl start {}",
    "systemctl stop {}",
    "systemctl restart {}.service",
    "systemctl enable --now {}",
    "systemctl disable {}",
    "systemctl status {}",
    "systemctl is-active {}",
    "systemctl is-enabled {}",
    "service {} start",
    "service {} status",
)
NAMES = (
    "{up}{host}/keep.txt",
    "{up}{host}/created",
    "{host}/conf",
    "a/../../{up}{host}/conf",
    "folder/keep.txt",
    "..",
    ".",
    ".hidden",
    "",
    " ",
    "a b/../{up}{host}/conf",
    "a\t{up}{host}/conf",
)


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_refuses_a_path(
    executor: Executor, job: MakeJob, host: Host, command: str
) -> None:
    """Whatever it would do with a name."""
    targets = [f"{UP}{host.folder}/{name}" for name in ("keep.txt", "created", "httpd")]
    ended = await executor.run(job("\n".join(map(command.format, targets))))
    assert ended.exit_code == 1
    assert ended.output.count(b"Invalid name") == 3


@pytest.mark.parametrize("name", NAMES)
async def test_what_is_no_name(executor: Executor, job: MakeJob, host: Host, name: str) -> None:
    """Is refused before anything is done, for the good names beside it too."""
    name = name.format(up=UP, host=host.folder)
    commands = ("yum install -y tree '{}'", "apt-get purge '{}'", "systemctl enable '{}'")
    ended = await executor.run(job("\n".join(command.format(name) for command in commands)))
    assert ended.exit_code == 1
    assert ended.output.count(b"Invalid name") == 3
    assert (await executor.run(job("yum list"))).output == b""


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("gcc-c++", "gcc-c++"),
        ("libfoo:amd64", "libfoo"),
        ("php7.4", "php7.4"),
        ("app@1", "app@1"),
        ("nginx=1.2~3", "nginx"),
        ("tree_2", "tree_2"),
    ],
)
async def test_names_as_they_are(executor: Executor, job: MakeJob, name: str, unit: str) -> None:
    """Have dots inside and more; a version and a kind of processor are not the name's."""
    script = f"yum install -y {name}\nsystemctl start {unit}.service\nsystemctl is-active {unit}"
    assert (await executor.run(job(script))).output.decode().splitlines()[-1] == "active"


async def test_a_name_is_no_pattern(sandbox: Executor, job: MakeJob) -> None:
    """Nor is it split: what it matches in the working directory is not installed."""
    script = "touch one two\nyum install -y '*' >/dev/null\nyum list"
    assert (await sandbox.run(job(script))).output == b"*\n"


async def test_several_lines_in_a_name(sandbox: Executor, job: MakeJob, host: Host) -> None:
    """Are no name, in a real shell."""
    script = f"yum install -y 'a\n{UP}{host.folder}/created'"
    assert (await sandbox.run(job(script))).exit_code == 1


async def test_units_of_this_machine(job: MakeJob) -> None:
    """Are not those of an instance, where scripts run on it."""
    units = [path.stem for path in Path("/etc/systemd/system").glob("*.service")]
    for unit in ("cron", "ssh", *units[:3]):
        assert (await executor_of("local").run(job(f"systemctl status {unit}"))).exit_code == 4


@pytest.mark.parametrize(
    "line",
    [
        "yum install httpd mysql-server httpd",
        "yum install",
        "yum",
        "yum update -y",
        "yum groupinstall x",
        "yum list",
        "yum remove nginx docker-ce none",
        "apt-get install docker.io redis-server -y redis-server",
        "apt-get -o A=b -t stable -qq remove httpd none",
        "apt-get update",
        "apt nonsense",
        "apt",
        "systemctl",
        "systemctl list-units",
        "systemctl start httpd.service none mysqld",
        "systemctl enable --now docker none",
        "systemctl enable redis docker",
        "systemctl disable --now redis docker",
        "systemctl reload httpd",
        "systemctl stop httpd",
        "systemctl status httpd",
        "systemctl status none",
        "systemctl is-active redis httpd",
        "systemctl is-active redis none",
        "systemctl is-enabled redis mysqld",
        "systemctl daemon-reload",
        "systemctl nonsense",
        "service httpd",
        "service docker start",
        "systemctl start redis\nsystemctl status redis",
    ],
)
async def test_both_kinds_of_stand_ins(sandbox: Executor, job: MakeJob, line: str) -> None:
    """Those of the guest and the simulated ones say the same, and end the same."""
    before = "yum install httpd redis docker-ce mysql-server\nsystemctl enable redis"
    script = "\n".join((before, line, "yum list", "systemctl", line))
    real = await sandbox.run(job(script))
    simulated = await executor_of("simulated").run(job(script))
    assert (simulated.output, simulated.exit_code) == (SINCE.sub(b"", real.output), real.exit_code)


def test_every_stand_in_is_simulated() -> None:
    """The simulated programs are the guest's; of its others nothing is seen in a simulated instance."""
    assert set(STAND_INS) <= set(guest.NAMES)
    assert {"yum", "rpm", "apt-get", "dpkg", "systemctl", "service", "curl"} <= set(STAND_INS)
