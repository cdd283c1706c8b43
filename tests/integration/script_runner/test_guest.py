"""What scripts find on an instance: the tables of docs/guest.md, and what they do not say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job, executor_of
from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.executors.simulated.executor import STAND_INS
from scalehook_contracts.guests import Guest
from support.guest.pages import Line, answers, as_one_script, bootstraps, documented_lines

MakeJob = Callable[..., Job]

PLAIN = [
    line
    for line in documented_lines()
    if line.script.split()[0] in STAND_INS and not set(line.script) & set("$|;@{><")
]


async def said(executor: Executor, job: Job) -> str:
    return (await executor.run(job)).output.decode()


async def test_every_line_of_the_page(sandbox: Executor, job: MakeJob) -> None:
    """One script says them all, one after the other; each gets what stands beside it."""
    lines = documented_lines()
    heard: list[bytes] = []
    await sandbox.run(job(as_one_script(lines).decode(), said=heard.append))
    got = answers(b"".join(heard).decode())
    needs_users = "no such user", "app"  # where there is one user only, names change and nothing else
    for at, line in enumerate(lines):
        if ability().way.mapped or line.answer not in needs_users:
            assert line.answer in got[at], (line.script, got[at])


async def test_how_instances_are_set_up(sandbox: Executor, job: MakeJob) -> None:
    """By scripts as people write them, one after the other: each gets to its end, simulated too."""
    scripts = bootstraps()
    assert len(scripts) > 10
    if Path("/usr/share/python-wheels").exists():  # where Debian's `venv` finds pip
        scripts.append(Line("python3 -m ensurepip --version", "ended with 0"))
    heard: list[bytes] = []
    await sandbox.run(job(as_one_script(scripts).decode(), said=heard.append))
    got = answers(b"".join(heard).decode())
    for at, line in enumerate(scripts):
        assert line.answer in got[at], (line.script, got[at])
        ended = await executor_of("simulated").run(job(line.script))
        assert ended.exit_code == 0, (line.script, ended.output)


async def test_the_same_lines_simulated(job: MakeJob) -> None:
    """Those that need no shell get the same where nothing is run."""
    assert len(PLAIN) > 40
    executor = executor_of("simulated")
    for line in PLAIN:
        ended = await executor.run(job(line.script))
        assert line.answer in f"{ended.output.decode()}\nended with {ended.exit_code}", line.script


@pytest.mark.parametrize(
    ("image_id", "name", "shell"),
    [
        ("", "CentOS Linux 7 (Core)", "bash"),
        ("centos_8_5_x64_20G_alibase_20220428.vhd", "CentOS Linux 8 (Core)", "bash"),
        ("aliyun_3_x64_20G_alibase_20230110.vhd", "Alibaba Cloud Linux 3 (Soaring Falcon)", "bash"),
        ("aliyun_2_1903_x64_20G_alibase.vhd", "2.1903 LTS (Hunting Beagle)", "bash"),
        ("ubuntu_22_04_x64_20G_alibase_20230815.vhd", "Ubuntu 22.04 LTS", "dash"),
        ("acs:debian_12_0_x64", "Debian GNU/Linux 12 (bookworm)", "dash"),
    ],
)
async def test_what_the_image_decides(
    sandbox: Executor, job: MakeJob, image_id: str, name: str, shell: str
) -> None:
    """The distribution, and what `sh` is."""
    made = job("cat /etc/os-release; readlink /usr/bin/sh", guest=Guest(image_id=image_id))
    text = await said(sandbox, made)
    assert name in text
    assert text.strip().endswith(shell)


async def test_users_of_the_instance(sandbox: Executor, job: MakeJob) -> None:
    """Run scripts if they are there; what they may not do fails."""
    await sandbox.run(job("useradd -m app"))
    ended = await sandbox.run(job("id -un; echo $HOME $USER; touch /etc/x", username="app"))
    lines = ended.output.decode().splitlines()
    assert lines[1] == "/home/app app"
    if ability().way.mapped:
        assert lines[0] == "app"
        assert "Permission denied" in lines[2]
    nobody_knows = await sandbox.run(job("true", username="bob"))
    assert (nobody_knows.exit_code, nobody_knows.error_code) == (None, "AccountNotExists")


@pytest.mark.parametrize(
    "plant",
    [
        "rm /etc/passwd; ln -s {host}/passwd /etc/passwd",
        "mv /etc /etc.x; ln -s {host} /etc",
        "rm /etc/passwd; mkfifo /etc/passwd",
    ],
)
async def test_users_of_this_machine(
    sandbox: Executor, job: MakeJob, plant: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Are not an instance's, whatever link a script leaves: nobody follows it to find out."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "passwd").write_text("bob:x:1000:1000::/:/bin/sh\n")
    await sandbox.run(job(plant.format(host=folder)))
    assert (await sandbox.run(job("true", username="bob"))).error_code == "AccountNotExists"


@pytest.mark.parametrize(
    ("launcher", "script", "answer"),
    [
        ("bash -x {{ACS::ScriptFileName}}", "echo hello", "+ echo hello"),
        ('sh {{ ACS::ScriptFileName|Ext(".py") }} one', 'echo "$0 $1"', "script.py one"),
        ("nosuchprogram {{ACS::ScriptFileName}}", "true", "not found"),
    ],
)
async def test_launchers(
    sandbox: Executor, job: MakeJob, launcher: str, script: str, answer: str
) -> None:
    """Are what the script is run with; its file is called as they want."""
    assert answer in await said(sandbox, job(script, launcher=launcher))


async def test_any_bytes(sandbox: Executor, job: MakeJob) -> None:
    """Are a script: they need not be UTF-8."""
    made = job("")
    script = "echo 你好".encode("gbk")
    ended = await sandbox.run(Job("r", "i-1", script, "/root", made.home, made.settings))
    assert ended.output == "你好\n".encode("gbk")


async def test_output_while_it_runs(executor: Executor, job: MakeJob) -> None:
    """Is told as it comes, all of it."""
    heard: list[bytes] = []
    ended = await executor.run(job("echo one\necho two", said=heard.append))
    assert b"".join(heard) == ended.output == b"one\ntwo\n"


async def test_what_it_is_called(sandbox: Executor, job: MakeJob) -> None:
    """As ECS says it: the given host name, or the one made of its id."""
    script = "hostname; cat /etc/hostname; curl -s 100.100.100.200/latest/meta-data/hostname"
    assert (await said(sandbox, job(script))).split() == ["iZ1Z"] * 3
    named = job(script, instance="i-2", guest=Guest(host_name="web"))
    assert (await said(sandbox, named)).split() == ["web"] * 3


async def test_tokens_of_the_metadata_service(sandbox: Executor, job: MakeJob) -> None:
    """Last as long as was said, from a second to six hours; an old one is refused."""
    script = """
say() { curl -s -o /dev/null -w '%{http_code} ' "$@"; }
ask() { curl -s -X PUT -H "X-aliyun-ecs-metadata-token-ttl-seconds: $1" $service/api/token; }
service=http://100.100.100.200/latest
for seconds in 0 21601 x; do
    say -X PUT -H "X-aliyun-ecs-metadata-token-ttl-seconds: $seconds" $service/api/token
done
token=$(ask 21600)
for shown in "$token" "${token%-*}-1" "$token-" 9999999999; do
    say -H "X-aliyun-ecs-metadata-token: $shown" $service/meta-data/mac
done
"""
    assert await said(sandbox, job(script)) == "400 400 400 200 403 403 403 "


async def test_the_group_of_nobody(sandbox: Executor, job: MakeJob) -> None:
    """Is called as on CentOS, and as on Debian."""
    script = "getent group nobody nogroup | cut -d: -f1 | tr '\\n' ' '"
    assert (await said(sandbox, job(script))).split() == ["nobody", "nogroup"]
