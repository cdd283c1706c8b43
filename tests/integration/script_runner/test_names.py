"""Names of packages and units: they never reach a file that is not the stand-in's own."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors import Executor, Job, executor_of
from scalehook.script_runner.executors.simulated.executor import STAND_INS
from support.guest.pages import Line, answers, as_one_script
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


UNITS = {
    "gcc-c++": "gcc-c++",
    "libfoo:amd64": "libfoo",
    "php7.4": "php7.4",
    "app@1": "app@1",
    "nginx=1.2~3": "nginx",
    "tree_2": "tree_2",
}
SAME = (
    "yum install httpd redis docker-ce mysql-server\nsystemctl enable redis",
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
    "systemctl restart sshd",
    "systemctl status ssh",
    "systemctl stop firewalld cron",
    "systemctl mask apt-daily.timer",
    "systemctl is-enabled crond firewalld apt-daily.timer",
    "systemctl cat cron",
    "chkconfig --list cron",
    "systemctl start redis-server",
    "yum install -y chrony",
    "systemctl is-active chrony",
    "service iptables save",
)


async def each(executor: Executor, job: MakeJob, scripts: Iterable[str]) -> list[str]:
    """What each of them says on one instance, and how it ends."""
    lines = [Line(script, "") for script in scripts]
    if executor is executor_of("simulated"):  # no shell would tell them apart
        ended = [await executor.run(job(line.script)) for line in lines]
        return [f"{one.output.decode()}ended with {one.exit_code}" for one in ended]
    heard: list[bytes] = []
    await executor.run(job(as_one_script(lines).decode(), said=heard.append))
    got = answers(SINCE.sub(b"", b"".join(heard)).decode())
    return [got[at].strip("\n") for at in range(len(lines))]


async def test_every_command_refuses_a_path(executor: Executor, job: MakeJob, host: Host) -> None:
    """Whatever it would do with a name."""
    targets = [f"{UP}{host.folder}/{name}" for name in ("keep.txt", "created", "httpd")]
    scripts = ["\n".join(map(command.format, targets)) for command in COMMANDS]
    for command, said in zip(COMMANDS, await each(executor, job, scripts), strict=True):
        assert said.endswith("ended with 1"), command
        assert said.count("Invalid name") == 3, command


async def test_what_is_no_name(executor: Executor, job: MakeJob, host: Host) -> None:
    """Is refused before anything is done, for the good names beside it too."""
    names = [name.format(up=UP, host=host.folder) for name in NAMES]
    commands = ("yum install -y tree '{}'", "apt-get purge '{}'", "systemctl enable '{}'")
    scripts = ["\n".join(command.format(name) for command in commands) for name in names]
    *refused, listed = await each(executor, job, [*scripts, "yum list"])
    for name, said in zip(names, refused, strict=True):
        assert said.endswith("ended with 1"), name
        assert said.count("Invalid name") == 3, name
    assert listed == "ended with 0"


async def test_names_as_they_are(executor: Executor, job: MakeJob) -> None:
    """Have dots inside and more; a version and a kind of processor are not the name's."""
    scripts = [
        f"yum install -y {name}\nsystemctl start {unit}.service\nsystemctl is-active {unit}"
        for name, unit in UNITS.items()
    ]
    for name, said in zip(UNITS, await each(executor, job, scripts), strict=True):
        assert said.endswith("\nactive\nended with 0"), name


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
    known = {*guest.pairs("base-units"), *guest.pairs("aliases")}
    units = [path.stem for path in Path("/etc/systemd/system").glob("*.service")]
    for unit in ("getty@tty1", *sorted({*units} - known)[:3]):
        assert (await executor_of("local").run(job(f"systemctl status {unit}"))).exit_code == 4


async def test_both_kinds_of_stand_ins(sandbox: Executor, job: MakeJob) -> None:
    """Those of the guest and the simulated ones say the same, and end the same, line by line."""
    scripts = [f"{line}\nyum list\n{line}" for line in SAME] + ["systemctl list-unit-files"]
    real = await each(sandbox, job, scripts)
    assert await each(executor_of("simulated"), job, scripts) == real


def test_every_stand_in_is_simulated() -> None:
    """The simulated programs are the guest's; of its others nothing is seen in a simulated instance."""
    assert set(STAND_INS) <= set(guest.NAMES)
    assert {"yum", "rpm", "apt-get", "dpkg", "systemctl", "service", "curl"} <= set(STAND_INS)
