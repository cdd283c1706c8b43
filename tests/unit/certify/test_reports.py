"""The report in all its forms: for people, for CI, and for programs."""

import json
from xml.etree import ElementTree

import pytest

from scalehook.certify.report.html import MOST_BYTES, html
from scalehook.certify.report.junit import junit
from scalehook.certify.report.model import Report, baseline, json_schema
from scalehook.certify.report.text import details, line, sum_of
from scalehook.certify.scenarios import SCENARIOS
from scalehook.certify.timeline import MOST_ROWS
from scalehook.certify.verdict import Verdict
from support.certify.outcomes import failed, held, inconclusive, not_applicable, report_of

ALL = report_of(failed(), held(), inconclusive())


def test_each_scenario_has_a_line_and_they_are_aligned() -> None:
    """Verdict, name, seconds, and the reason with its rule; warnings below."""
    lines = [line(each, 8) for each in report_of(failed(), held(), not_applicable()).scenarios]
    assert lines[0].splitlines()[0] == (
        "FAILED        duplicate    0.42 s  U2: 41 calls after the end (allowed 3)"
    )
    assert lines[0].splitlines()[1].strip() == "warning: unwise"
    assert lines[1] == "held          expired     0.31 s  1 action"
    assert lines[2].endswith('ability "work" not declared')


def test_a_failure_is_told_with_its_course() -> None:
    """Rule, fault, messages, timeline, the last lines, and the command that plays it again."""
    told = details(ALL)
    for said in (
        "broken U2: 41 calls after the end (allowed 3)",
        "fault late: struck 1 times, wanted 1",
        "message M1 in queue/certify: received 1, gone",
        "00:00:01.000000      10 ms  consumer",
        "-> Invalid",
        "a traceback",
        "Again: scalehook certify --only duplicate --seed 7 ",
        "--stop-seconds 3.0 -- python 'my consumer.py'",
        "what happened: A copy of the notification comes at once",
        "what must hold: The action is completed before its deadline",
        "why: Queues deliver at least once",
        "/aws-node-termination-handler/issues/307)",
        "action T0000001: completed 1, refused 0, heartbeats 0, refused 0, calls after the end 0;"
        " ended Completed, CONTINUE",
        "watched 5 s (real)",
    ):
        assert said in told
    assert "boom" in told
    assert "expired" not in told


def test_what_a_consumer_writes_obeys_no_terminal() -> None:
    """Control characters are spelled out."""
    assert "\x1b" not in details(ALL)
    assert "\\x1b[31m" in details(ALL)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ALL, "1 held, 1 failed, 1 inconclusive in 1.5 s"),
        (report_of(held()), "1 held in 1.5 s"),
        (
            report_of(not_applicable(), held(), not_applicable()),
            "1 held, 2 n/a in 1.5 s; a partial profile: this certifies nothing",
        ),
        (
            report_of(interrupted=True),
            "interrupted: nothing played in 1.5 s; a partial profile: this certifies nothing",
        ),
    ],
)
def test_the_sum_says_what_the_run_is_worth(report: Report, said: str) -> None:
    """A run of which a part was left out certifies nothing."""
    assert sum_of(report) == said


def test_junit_is_what_ci_systems_read() -> None:
    """Failures, errors and skips are counted; nothing in it is forbidden in XML 1.0."""
    root = ElementTree.fromstring(junit(report_of(failed(), held(), inconclusive(), not_applicable())))
    suite = root[0]
    assert root.tag == "testsuites"
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "1.500",
    }  # fmt: skip
    cases = suite.findall("testcase")
    assert cases[0].attrib == {
        "classname": "scalehook.certify.mns", "name": "duplicate", "time": "0.420",
    }  # fmt: skip
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("type") == "U2"
    assert "Again:" in (failure.text or "")
    assert cases[0].findtext("system-err") == "a traceback"
    assert [case[0].tag for case in cases[2:]] == ["error", "skipped"]
    said = {each.get("name"): each.get("value") for each in suite.findall("properties/property")}
    assert (said["profile"], said["watch"], said["seed"]) == ("full", "5 s (real)", "7")
    assert root.findall(".//testcase/properties") == []


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    """All of it is in the file; what a consumer wrote is text."""
    page = html(ALL)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page.replace("default-src=", "")
    for said in (
        "41 calls after the end",
        "What must hold: ",
        "received 1, gone",
        "Watched: 5 s (real)",
    ):
        assert said in page


def test_a_page_stays_small() -> None:
    """Timelines are cut, and what is left out is counted."""
    report = report_of(failed(MOST_ROWS + 10))
    [scenario] = report.scenarios
    assert (len(scenario.timeline), scenario.rows_left_out) == (MOST_ROWS, 10)
    assert "10 more rows are left out" in html(report)
    assert "450 more, in the other reports" in details(report)
    worst = html(report_of(*[failed(MOST_ROWS + 10)] * len(SCENARIOS)))
    assert len(worst.encode(errors="replace")) < MOST_BYTES
    assert "310 more rows are left out" in worst


def test_the_json_report_fits_its_published_schema() -> None:
    """And is read back as it was."""
    text = ALL.model_copy(update={"scenarios": ALL.scenarios[1:]}).model_dump_json()
    schema = json_schema()
    assert set(json.loads(text)) == set(schema["properties"])
    assert schema["properties"]["schema_version"]["const"] == 1
    assert Report.model_validate_json(text).summary == ALL.summary


def test_an_older_report_is_a_baseline() -> None:
    """Its verdicts by scenario; anything else is refused."""
    assert baseline(report_of(held()).model_dump_json()) == {"expired": Verdict.HELD}
    with pytest.raises(ValueError, match="validation error"):
        baseline("{}")
