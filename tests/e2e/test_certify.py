"""`scalehook certify`: the shipped good consumer holds, and whatever else is offered as one is told."""

import json
import os
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from typer.testing import CliRunner

from scalehook.certify.consumer import processes
from scalehook.certify.hearing import call_of
from scalehook.certify.outcome import Outcome
from scalehook.certify.profile import Profile
from scalehook.certify.scenario import Scenario
from scalehook.certify.scenarios import SCENARIOS, duplicate, expired, killed, manual
from scalehook.certify.stage import Stage
from scalehook.certify.verdict import Verdict
from scalehook.cli import app
from scalehook.gateway.listening import Heard
from scalehook.testing.cloud import Cloud
from support.certify.playing import READY, played, python, runner, shell
from support.patience import PATIENCE_SECONDS
from support.programs.program import path, run

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD, NAIVE = EXAMPLES / "good" / "certify.yaml", EXAMPLES / "naive" / "certify.yaml"


MUST_FAIL = {
    "answer-lost": "dies of a connection that is cut",
    "duplicate": "the copy's token is refused, and it dies of a refusal",
    "early": "dies of the first refusal",
    "expired": "the token is refused",
    "flap": "the old token comes again, and is refused",
    "forbidden": "dies of a policy",
    "foreign": "completes what is not its own",
    "hook-deleted": "the hook is refused",
    "outlives": "dies of an error that may pass",
    "poison": "dies of what it cannot read",
    "poison-in-batch": "dies of one of sixteen, and the others wait in vain",
    "released": "its action goes with the instance, and is refused",
    "test-notification": "looks for instances where there are none",
    "throttled": "dies of an error that passes",
    "two-hooks": "dies of a refusal while the other side decides",
    "unreachable": "dies of a connection that is reset",
}
MAY_HOLD = ("first-instances", "manual")

# what pushes are answered with, and nothing is done
GARBAGE = """
import os, socket
with socket.create_server(("127.0.0.1", int(os.environ["SCALEHOOK_CERTIFY_PUSH_PORT"]))) as listening:
    while True:
        visitor, _ = listening.accept()
        with visitor:
            if visitor.recv(65536):
                visitor.sendall(b"\\x00 what? \\xff\\r\\n\\r\\n")
"""


def programs() -> dict[str, str]:
    """An environment in which `python` starts at once."""
    return {**os.environ, "PATH": path()}


def one(outcomes: list[Outcome]) -> Outcome:
    """The only one."""
    [outcome] = outcomes
    return outcome


def test_the_good_consumer_holds_in_every_scenario(tmp_path: Path) -> None:
    """Its own profile, two scenarios at a time, processes that are kept as long as what they were told
    is true, and three reports.
    """
    timeouts = {scenario.name: scenario.setup.timeout for scenario in SCENARIOS}
    files = {form: tmp_path / "reports" / f"report.{form}" for form in ("json", "xml", "html")}
    done = run(
        "certify", "-j", "2", "--keep", "--json", str(files["json"]), "--junit", str(files["xml"]),
        "--html", str(files["html"]), "--profile", str(GOOD), "--patience", str(PATIENCE_SECONDS),
        environment=programs(),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(files["json"].read_text())
    verdicts = {each["name"]: each["verdict"] for each in report["scenarios"]}
    assert verdicts == dict.fromkeys((scenario.name for scenario in SCENARIOS), "held")
    assert (report["profile"], report["summary"]["held"]) == ("full", len(SCENARIOS))
    told: dict[float, set[int]] = {}  # by process: how long actions wait
    for each in report["scenarios"]:
        told.setdefault(each["facts"]["ready_after"], set()).add(timeouts[each["name"]])
    assert len(told) < len(SCENARIOS)
    assert all(len(timeouts_of_one) == 1 for timeouts_of_one in told.values())
    [idle] = [each for each in report["scenarios"] if each["name"] == "idle"]
    assert idle["virtual_seconds"] > 6 * 3600
    assert all(file.stat().st_size for file in files.values())


def test_the_naive_consumer_fails_where_it_must(tmp_path: Path) -> None:
    """One that dies of its first surprise; each failure says so, and how to see it again."""
    report = tmp_path / "report.json"
    chosen = [word for name in (*MUST_FAIL, *MAY_HOLD) for word in ("--only", name)]
    done = run(
        "certify", *chosen, "-j", "2", "--patience", "10", "--watch", "0", "--json", str(report),
        "--profile", str(NAIVE), environment=programs(),
    )  # fmt: skip
    assert done.returncode == 6, done.stdout + done.stderr
    verdicts = {each["name"]: each["verdict"] for each in json.loads(report.read_text())["scenarios"]}
    assert verdicts == dict.fromkeys(MUST_FAIL, "failed") | dict.fromkeys(MAY_HOLD, "held")
    assert "KeyError: 'instanceIds'" in done.stdout
    assert (
        f"scalehook certify --only duplicate --seed 0 --profile {NAIVE} --patience 10.0" in done.stdout
    )
    assert "a partial profile: this certifies nothing" in done.stdout


def test_a_consumer_that_crashes_at_its_start_shows_nothing() -> None:
    """It is inconclusive, with its last words; after three in a row the others are not played."""
    crashing = [replace(expired.SCENARIO, name=f"number {number}") for number in range(4)]
    outcomes = played(shell("echo boom >&2; exit 3"), *crashing)
    assert {each.verdict for each in outcomes} == {Verdict.INCONCLUSIVE}
    assert "it ended with code 3" in outcomes[0].judgement.reason
    assert "boom" in outcomes[0].judgement.reason
    assert outcomes[3].judgement.reason == (
        "not played: 3 times in a row the consumer was not ready, or heard nothing"
    )


def test_a_consumer_that_is_never_ready_is_ended() -> None:
    """With its children, when its time is over."""
    outcome = one(played(shell("sleep 1000 & wait", start_seconds=0.2)))
    assert outcome.verdict is Verdict.INCONCLUSIVE
    assert outcome.judgement.reason == "it was not ready within 0.2 s"


def test_a_consumer_that_never_reads_shows_nothing() -> None:
    """It says that it is ready, and does nothing."""
    outcome = one(played(python(f"{READY}\nimport signal; signal.pause()"), patience=1.0))
    assert outcome.verdict is Verdict.INCONCLUSIVE
    assert outcome.judgement.reason == "the consumer has received nothing"


def test_a_consumer_that_answers_garbage_fails() -> None:
    """Pushes to it are tried again, and nobody completes the action."""
    outcome = one(played(python(GARBAGE, source="push"), duplicate.SCENARIO, patience=1.0))
    assert outcome.verdict is Verdict.FAILED
    assert outcome.judgement.broken[0].rule == "U1"


def test_calls_that_are_no_operation_are_heard(scalehook_session: Cloud) -> None:
    """With what was given: a consumer that names no action, or signs in a wrong way, is told so."""
    cloud, heard = scalehook_session, list[tuple[str, str, str]]()

    def listen(told: Heard) -> None:
        call = call_of(told, cloud.now, 0.0)
        heard.append((call.action, call.token, call.code))

    def complete(secret: str, **given: str) -> None:
        client = AcsClient(cloud.access_key_id, secret, cloud.region)
        request = CommonRequest(
            domain=cloud.address, version="2014-08-28", action_name="CompleteLifecycleAction"
        )
        for name, value in given.items():
            request.add_query_param(name, value)
        with pytest.raises(ServerException):
            client.do_action_with_exception(request)

    audience = cloud.stack.audience
    audience.listeners.append(listen)
    try:
        complete(cloud.access_key_secret, LifecycleHookId="ash-1", LifecycleActionToken="")
        complete("another", LifecycleHookId="ash-1", LifecycleActionToken="T1")
    finally:
        audience.listeners.remove(listen)
    assert heard == [
        ("CompleteLifecycleAction", "", "MissingParameter"),
        ("CompleteLifecycleAction", "T1", "SignatureDoesNotMatch"),
    ]


def comes_back(stage: Stage) -> None:
    """It has ended by itself, and somebody has started it again."""
    stage.until(lambda: stage.actor.facts.restarts, "it is brought back")
    stage.patience = 0.0  # nobody completes the probe, nor waits for the end of the watch


@pytest.mark.parametrize("words", ["'may not read'", "1"])
def test_a_consumer_with_a_supervisor_may_end_if_it_says_why(tmp_path: Path, words: str) -> None:
    """It is started again, and is there at the end; one that ends without a word has failed."""
    quits = f"import os, sys\nif not os.path.exists('was'): open('was', 'w').close(); sys.exit({words})"
    ends = replace(manual.SCENARIO, story=comes_back, rules=())
    consumer = python(f"{READY}\n{quits}\nimport signal; signal.pause()", supervise=True)
    outcome = one(played(consumer.model_copy(update={"folder": tmp_path}), ends))
    assert outcome.facts is not None, outcome.judgement.reason
    assert (outcome.facts.process.restarts, outcome.facts.process.alive) == (1, True)
    broken = {each.rule for each in outcome.judgement.broken}
    assert broken == ({"U5"} if words != "1" else {"U4", "U5"})


@pytest.mark.skipif(not processes.is_seen(), reason="this system does not show processes")
def test_a_consumer_that_eats_a_processor_fails() -> None:
    """It computes and never reads. On a busy machine it waits for a processor now and then, a tenth of
    a second long, and the system tells of it only afterwards: that is little of some seconds.
    """
    outcome = one(played(shell("while :; do :; done", start_seconds=3)))
    assert outcome.verdict is Verdict.FAILED
    assert "busy without reading" in outcome.judgement.reason


def test_a_command_that_is_not_there_is_said_plainly() -> None:
    """Exit code 2, as for every wrong use."""
    for words, said in (
        (["--", "no-such-command"], "no such command"),
        ([], "say how the consumer is run"),
        (["--only", "nothing", "--", "true"], "no scenario is called 'nothing'"),
        (["--baseline", "none.json", "--", "true"], "none.json is no report"),
        (["--source", "pigeon", "--", "true"], "'mns', 'push' or 'rabbit'"),
        (["--patience", "nan", "--", "true"], "less than or equal to 3600"),
        (["--watch", "inf", "--", "true"], "less than or equal to 3600"),
        (["--container", "x", "--", "true"], "only one of them can be"),
        (["--ability", "flying", "--", "true"], "no ability is called 'flying'"),
    ):
        done = CliRunner().invoke(app, ["certify", *words])
        assert done.exit_code == 2, (words, done.output)
        assert said in done.stderr


def test_scenarios_are_listed_and_the_report_has_a_schema() -> None:
    """Without a consumer."""
    listed = run("certify", "--list").stdout
    assert all(each.name in listed for each in SCENARIOS)
    assert "properties" in json.loads(run("certify", "--schema").stdout)


def test_what_is_new_is_pending() -> None:
    """A scenario that an older report does not know fails nobody."""
    profile = shell("exit 3")
    outcome = one(played(profile, baseline={"duplicate": Verdict.HELD}))
    assert outcome.verdict is Verdict.PENDING
    assert outcome.judgement.reason.startswith("new, inconclusive: it ended with code 3")


def test_a_scenario_that_is_wrong_itself_is_told_as_such() -> None:
    """Nobody takes it for a failure of the consumer."""

    def story(stage: Stage) -> None:
        raise LookupError(stage.group.id)

    broken = replace(expired.SCENARIO, story=story)
    outcome = one(played(python(f"{READY}\nimport signal; signal.pause()"), broken))
    assert outcome.verdict is Verdict.INCONCLUSIVE
    assert outcome.judgement.reason.startswith("the scenario broke: LookupError")


def test_an_interruption_ends_the_consumer_and_reports_what_there_is() -> None:
    """What was being played has no verdict."""
    begun = threading.Event()

    def story(stage: Stage) -> None:
        begun.set()
        stage.until(lambda: False, "nothing")

    waiting: Scenario = replace(expired.SCENARIO, story=story)
    running = runner(python(f"{READY}\nimport signal; signal.pause()"), (waiting,), patience=60.0)
    threading.Thread(target=lambda: begun.wait() and running.interrupted.set(), daemon=True).start()
    assert running.run() == []


def test_a_consumer_that_somebody_else_starts_is_attached() -> None:
    """It is told where the stack is, and is not ended with it; what would end it is not applicable."""
    started: list[subprocess.Popen[bytes]] = []

    def announce(variables: Mapping[str, str]) -> None:
        program = ["python", str(GOOD.parent / "consumer.py")]
        environment = {**programs(), **variables, "SCALEHOOK_CONSUMER_LOG_LEVEL": "error"}
        started.append(subprocess.Popen(program, env=environment))

    profile = Profile(attach=True, clock="virtual", abilities=["work", "heartbeat"])
    outcomes = played(profile, expired.SCENARIO, killed.SCENARIO, manual.SCENARIO, announce=announce)
    [consumer] = started
    running = consumer.poll() is None
    consumer.kill()
    consumer.wait()
    assert running
    assert {each.scenario.name: each.verdict for each in outcomes} == {
        "expired": Verdict.HELD, "killed": Verdict.NOT_APPLICABLE, "manual": Verdict.HELD,
    }  # fmt: skip
    assert "it calls with the account's own key" in outcomes[0].warnings
