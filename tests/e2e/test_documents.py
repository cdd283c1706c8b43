"""What README and docs show is run as it stands there: the commands, and the programs."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from mns.queue import QueueMeta

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.documents import EVERY_PAGE, PAGES, ROOT, blocks, pages, write_files
from support.patience import PATIENCE_SECONDS, wait_until
from support.programs.program import shortcut

BIN = Path(sys.executable).parent
PYTEST = Path(pytest.__file__).with_name("__main__.py")
# these run here, in this order, in one shell beside a running stack
HERE = [
    'eval "$(scalehook env)"',
    "python first_hook.py",
    "scalehook console",
    "scalehook doctor",
    "scalehook status",
    "pytest test_first_hook.py",
    "scalehook clock advance 10m",
    "scalehook timeline",
    "scalehook timeline --last",
    "scalehook timeline --last --json",
    "scalehook timeline --last --mermaid > activity.mmd",
    "scalehook timeline --html timeline.html",
    "scalehook queue list",
    'scalehook queue send first-hook \'{"step": "test"}\' --base64',
    "scalehook queue peek first-hook --decode",
    "scalehook queue receive first-hook --wait 10s --delete",
    "scalehook queue purge first-hook --yes",
    "scalehook topic list",
    "scalehook mailbox",
    "scalehook dead list",
    "scalehook resource add redis r-1 InstanceName=cache",
    "scalehook resource list",
    "scalehook resource show redis r-1",
    "scalehook resource remove redis r-1",
    "scalehook fault add refuse action=CompleteLifecycleAction code=Throttling times=2",
    "scalehook fault list",
    "scalehook fault remove",
    "scalehook access refusals",
    "scalehook access plan ACS-ESS-LifeCycleRunCommand --for role",
    "scalehook template check mine.yaml",
    "scalehook state export state.json",
    "scalehook state import state.json",
    "scalehook reset",
]
ELSEWHERE = {
    "scalehook up": "the fixture `stack`",
    "scalehook tail": "test_command_line.py",
    "scalehook timeline i-bp1": "integration/embedded/test_timeline.py, with a token",
    "scalehook timeline --follow": "unit/cli/test_timeline.py",
    "scalehook topic publish news 'hello' --tag a": "test_command_line.py, with another topic",
    "scalehook topic list news": "the same",
    "scalehook topic log news --follow": "the same; --follow in test_delivery_log.py",
    "scalehook tail --correlation 4C3A11A5-0E70-4D4C-8D3E-8E2F4D8F2A0B": "unit/cli/test_tail.py",
    "scalehook tail --action 9E2A7A9B-5C1F-4F0E-A8B5-0D9B4C1E7F33": "the same",
    "scalehook tail --instance i-bp1 --since 2026-01-31T08:00:00Z": "the same",
    "scalehook tail --type 'event_notification_*'": "test_command_line.py, with another type",
    "export SCALEHOOK_MNS_FUNCTIONS=services/hooks/functions/worker"
    "=http://127.0.0.1:9000": "integration/embedded/test_functions.py, with another address",
    "scalehook metric set web CpuUtilization 85": "auto_scaling/test_tasks_and_alarms.py",
    "scalehook fleet stock ecs.g7.large 3": "below, with the pages about Auto Scaling",
    "scalehook access explain 4C3A11A5-0E70-4D4C-8D3E-8E2F4D8F2A0B": "test_access.py, another one",
    "scalehook access explain --user eve --action ecs:StopInstance --resource '*' --context"
    " acs:SourceIp=10.0.0.1": "test_access.py, with another user",
    "scalehook state repair": "test_state.py",
    "scalehook up --no-console": "unit/cli/test_console_link.py",
    "scalehook up --init cloud.yaml": "test_state.py, with another file; this one by test_cloud.py",
    "scalehook up --init-schema > cloud.schema.json": "test_state.py",
    "pip install '.[demo,testing]'": "test_installing.py",
    "scalehook new consumer drain-workers": "test_new_projects.py, and all other kinds",
    "cd drain-workers && pytest": "test_new_projects.py",
    "scalehook certify": "test_new_projects.py, with fewer scenarios",
    "pip wheel --no-deps --wheel-dir dist .": "test_installing.py",
    "pip install dist/scalehook-*.whl": "test_installing.py",
    "export SCALEHOOK_CONSUMER_QUEUE=hooks": "below, with the consumer of the kit",
    "python drain_workers.py": "below",
    "scalehook certify --list": "test_certify.py",
    "scalehook certify -- python consumer.py": "test_certify.py, with a profile",
    "scalehook certify --container my-consumer": "test_certify.py, where there is Docker",
    "scalehook certify --attach": "test_certify.py",
    "scalehook certify --only duplicate --only expired --junit report.xml --html report.html"
    " --json report.json -- python consumer.py": "test_certify.py, with a profile",
    "scalehook worker --broker amqp://guest:guest@127.0.0.1:5672/": "integration/simulate, elsewhere",
    "scalehook simulate examples/simulate/drain.yaml --seeds 1000"
    " --broker amqp://guest:guest@127.0.0.1:5672/": "the same, with another scenario",
    "make demo": "test_demo.py",
    "make test": "this is it",
    "make compose-demo": "test_compose.py",
    "docker compose up --detach --build --wait": "test_compose.py, through make",
    "docker compose --file compose.yaml --file compose.observe.yaml up --detach --build"
    " --wait": "integration/observe, but for the images beside the stack",
    "pip install '.[tracing]'": "test_installing.py, with other extras",
    "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318"
    " scalehook up": "integration/embedded/test_traces.py",
}
SIMULATED = [  # these run here, in the tree, with shorter scenarios of the same name
    "scalehook simulate examples/simulate/drain.yaml",
    "scalehook simulate examples/simulate/drain.yaml --seeds 10 --jobs 2 --json drain.json"
    " --csv drain.csv --html drain.html",
    "scalehook simulate examples/simulate/drain.yaml --seeds 10 --sweep heartbeat_timeout=60..1800"
    " --target 90",
    "scalehook simulate examples/simulate/drain.yaml --seeds 10"
    " --sweep consumers.worker.concurrency=1,2,4 --hook drain --target 90",
    "scalehook simulate examples/simulate/drain.yaml --seeds 10 --resume drain.kept --plots plots",
    "scalehook simulate examples/simulate/faults.yaml",
    "scalehook simulate examples/simulate/faults.yaml --seeds 10 --first 1000",
    "scalehook simulate examples/simulate/faults.yaml --check",
    "scalehook simulate --schema > scenario.schema.json",
]
TESTS = [
    "test_drain.py", "test_one_stack.py", "test_consumer.py", "test_levers.py", "test_refusals.py",
    "test_cloud.py", "test_patience.py", "test_drain_workers.py", "test_rolling_update.py",
]  # fmt: skip
PROGRAMS = {
    "first_hook.py": "here",
    "test_first_hook.py": "here",
    "other_sdks.py": "here",
    "control_plane.py": "here",
    "queue_and_topic.py": "here",
    "test_refusals.py": "here",
    "test_drain.py": "here",
    "test_one_stack.py": "here",
    "test_consumer.py": "here",
    "test_levers.py": "here",
    "test_cloud.py": "here",
    "test_drain_workers.py": "here",
    "test_rolling_update.py": "here",
    "test_patience.py": "here",
    "mine.py": "below",
    "conftest.py": "tests/conftest.py is one",
    "consumer.py": "test_distributed.py",
    "listener.py": "test_distributed.py",
    "drain_workers.py": "below",
}


class AsDocumented(StackProcess):
    """`scalehook up` and nothing else, started as a user does."""

    def launch(self, log: BinaryIO) -> "subprocess.Popen[bytes]":
        command = [BIN / "scalehook", "up"]
        return subprocess.Popen(
            command, env=self.full_environment(), stdout=subprocess.DEVNULL, stderr=log
        )

    def full_environment(self) -> dict[str, str]:
        return self.environment


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's home, where the default state directory goes."""
    home = tmp_path_factory.mktemp("home")
    (home / ".scalehook").mkdir()
    return home


@pytest.fixture(scope="module")
def shell(home: Path) -> dict[str, str]:
    """The environment of a user who has installed scalehook and no Hypothesis, and set nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCALEHOOK_")}
    options = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "-p no:hypothesispytest"}
    return {**kept, "HOME": str(home), "PATH": f"{BIN}:{kept['PATH']}", **options}


@pytest.fixture(scope="module")
def quicker(shell: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The same, and each program starts in no time: what starts for real is the stack, and `pytest`."""
    return {**shell, "PATH": f"{shortcut(tmp_path_factory.mktemp('quick') / 'bin')}:{shell['PATH']}"}


@pytest.fixture(scope="module")
def stack(home: Path, shell: dict[str, str]) -> Iterator[StackProcess]:
    """`scalehook up` as README has it, but on a free port: somebody may use the usual one."""
    running = AsDocumented(home / ".scalehook", environment={**shell, "SCALEHOOK_PORT": "0"}).start()
    yield running
    assert running.stop() == 0, running.log()


def run(script: str, environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        env=environment, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commands_of_pages() -> list[str]:
    """Those about Auto Scaling, in the order of reading; without what goes on for ever."""
    found = [(page, block) for page in pages() for block in blocks("console") if block.document == page]
    commands = [command for _, block in found for command in block.commands]
    return [command for command in commands if not command.startswith("scalehook tail")]


def test_every_command_and_program_is_run_somewhere() -> None:
    """A new one in a document needs its place in the tests."""
    commands = {command for block in blocks("console") for command in block.commands}
    assert commands == {*HERE, *ELSEWHERE, *SIMULATED, *commands_of_pages()}
    assert {*pages()} == {*PAGES.glob("*.md")}
    assert {block.file_name for block in blocks("python")} == set(PROGRAMS)


@pytest.mark.usefixtures("stack")
def test_the_first_hook(home: Path, quicker: dict[str, str]) -> None:
    """Pasted into a shell: the hook fires, the consumer completes the action, the tests pass."""
    programs = ["other_sdks.py", "control_plane.py", "queue_and_topic.py"]
    write_files(home, "first_hook.py", "test_first_hook.py", "mine.yaml", *programs)
    shown = run("\n".join([*HERE, *(f"python {name}" for name in programs)]), quicker, home)
    assert "completed" in shown
    assert "1 InService" in shown
    assert "2 passed" in shown
    assert "refuse: fired 0" in shown
    assert '{"step": "test"}' in shown
    assert "Deleted: 0" in shown
    assert "No dead letters" in shown
    assert "Nobody was refused anything" in shown
    assert '"ecs:RunCommand"' in shown
    assert "The stack is empty" in shown
    assert "jobs-dead" in shown
    assert "one coffee" in shown
    assert "mine.yaml: it would run here" in shown


def test_the_consumer_of_the_kit(
    stack: StackProcess, home: Path, shell: dict[str, str], quicker: dict[str, str]
) -> None:
    """In a shell that knows the stack it works when the group scales in, and ends at SIGTERM."""
    write_files(home, "drain_workers.py")
    access = json.loads(run("scalehook env --json", quicker, home))
    key, secret = access["SCALEHOOK_ACCESS_KEY_ID"], access["SCALEHOOK_ACCESS_KEY_SECRET"]
    clients = Clients(stack.address, key, secret)
    clients.mns.get_queue("hooks").create(QueueMeta())
    group = Group(clients)
    group.execute(group.rule(1))
    stack.advance(600)
    arn = clients.arn("mns", "queue/hooks")
    group.hook(lifecycle_hook_name="drain", lifecycle_transition="SCALE_IN", notification_arn=arn)
    group.execute(group.rule(-1))
    start = (
        'eval "$(scalehook env)"\nexport SCALEHOOK_CONSUMER_QUEUE=hooks\nexec python drain_workers.py'
    )
    with subprocess.Popen(
        ["bash", "-c", start], env=shell, cwd=home, stdout=subprocess.PIPE, text=True
    ) as consumer:
        assert consumer.stdout is not None
        assert consumer.stdout.readline().startswith("draining i-")
        wait_until(lambda: not group.instances(), lambda: str(group.states()))
        consumer.terminate()
        assert consumer.wait(PATIENCE_SECONDS) == 0


@pytest.mark.usefixtures("stack")
def test_the_pages_about_auto_scaling(quicker: dict[str, str]) -> None:
    """Pasted into one shell, page after page: each does what it says."""
    shown = run("\n".join(commands_of_pages()), quicker, ROOT)
    assert re.search(r"busy +ALARM +120\n +idle +OK +120\n", shown)
    assert "1 InService, 1 Pending:Wait" in shown
    assert re.search(r"CpuUtilization +120 in total +2 +60\n", shown)
    assert 'Remove "1" ECS instance\nAdd "0" ECS instance\nAdd "1" ECS instance\n' in shown
    assert "normal\nnormal\n" in shown
    assert "\nSuccessful\n" in shown


def test_the_page_about_simulation(quicker: dict[str, str], tmp_path: Path) -> None:
    """Its commands in one shell, in a folder with the examples: no violations, files, an answer."""
    for name, horizon in (("drain", "75m"), ("faults", "12m")):
        shorter = shortened((ROOT / f"examples/simulate/{name}.yaml").read_text(), horizon)
        (tmp_path / "examples/simulate").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"examples/simulate/{name}.yaml").write_text(shorter)
    shown = run("\n".join(SIMULATED), quicker, tmp_path)
    assert shown.count("violations: none") == 5
    assert re.search(r"heartbeat_timeout=\d+ keeps at least 90.00 % in time", shown)
    assert "nothing is wrong with it" in shown
    for name in ("drain.json", "drain.csv", "drain.html", "drain.kept", "scenario.schema.json"):
        assert (tmp_path / name).stat().st_size


def test_code_of_ones_own_in_a_simulation(quicker: dict[str, str], tmp_path: Path) -> None:
    """The page's program and its two lines, in the scenario that they belong to."""
    write_files(tmp_path, "mine.py")
    [lines] = [block.text for block in blocks("yaml") if "mine:visitors" in block.text]
    scenario = shortened((ROOT / "examples/simulate/drain.yaml").read_text(), "3h")
    (tmp_path / "own.yaml").write_text(scenario.partition("load:")[0] + lines)
    shown = run("scalehook simulate own.yaml", quicker, tmp_path)
    assert "violations: none" in shown
    assert re.search(r"web/drain +[1-9]", shown)
    assert "failed" not in shown


def shortened(scenario: str, horizon: str) -> str:
    """The same with few seeds, and up to this time."""
    few, changed = re.subn(r"^seeds: \d+$", "seeds: 4", scenario, flags=re.MULTILINE)
    shorter, and_this = re.subn(r"^horizon: \w+$", f"horizon: {horizon}", few, flags=re.MULTILINE)
    assert (changed, and_this) == (1, 1)
    return shorter


def test_the_pages_about_tests(home: Path, quicker: dict[str, str]) -> None:
    """Their programs, in one run."""
    write_files(home, "first_hook.py", "test_first_hook.py", "cloud.yaml", "drain_workers.py", *TESTS)
    assert "12 passed" in run(f"python {PYTEST} {' '.join(TESTS)}", quicker, home)


@pytest.mark.parametrize("document", EVERY_PAGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_tables_are_whole(document: Path) -> None:
    """Each has its rule below its heading: an empty line would cut the rest of the rows off."""
    lines = ["", *document.read_text().splitlines()]
    for before, heading, rule in zip(lines, lines[1:], lines[2:], strict=False):
        if heading.startswith("|") and not before.startswith("|"):
            assert rule.startswith("| ---"), heading


@pytest.mark.parametrize("document", EVERY_PAGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    """To a file of the tree, and to a heading in it."""
    for target in re.findall(r"\]\(([^)]+)\)", document.read_text()):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        file = document.parent / name if name else document
        assert file.exists(), target
        headings = re.findall(r"^#+ (.*)$", file.read_text(), re.MULTILINE) if anchor else []
        assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings], target
