"""The report as JUnit XML, as GitLab, Jenkins and Buildkite read it."""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from scalehook.certify.report.model import Report, ScenarioView
from scalehook.certify.report.text import details
from scalehook.certify.verdict import Verdict

# what XML 1.0 does not allow, not even escaped
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SKIPPED = (Verdict.NOT_APPLICABLE, Verdict.PENDING)


def junit(report: Report) -> str:
    """The whole file."""
    root = Element("testsuites")
    suite = SubElement(
        root, "testsuite", name="scalehook certify", tests=str(len(report.scenarios)),
        failures=str(report.summary.failed), errors=str(report.summary.inconclusive),
        skipped=str(len(report.of(*SKIPPED))), time=_seconds(report.seconds),
        timestamp=report.started.strftime("%Y-%m-%dT%H:%M:%S"),
    )  # fmt: skip
    properties = SubElement(suite, "properties")
    for name, value in _properties(report).items():
        SubElement(properties, "property", name=name, value=_clean(value))
    for scenario in report.scenarios:
        _case(suite, scenario, report)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _properties(report: Report) -> dict[str, str]:
    consumer = report.consumer
    return {
        "consumer": consumer.image or " ".join(consumer.command) or "attached",
        "source": consumer.source,
        "abilities": " ".join(consumer.abilities),
        "seed": str(report.seed),
        "profile": report.profile,
        "watch": next((each.watch for each in report.scenarios if each.watch), ""),
        "version": report.tool.version,
    }


def _case(suite: Element, scenario: ScenarioView, report: Report) -> None:
    case = SubElement(
        suite, "testcase", classname=f"scalehook.certify.{report.consumer.source}",
        name=scenario.name, time=_seconds(scenario.seconds),
    )  # fmt: skip
    reason = _clean(scenario.reason)
    if scenario.verdict is Verdict.FAILED:
        failure = SubElement(case, "failure", message=reason, type=scenario.rule or "story")
        failure.text = _clean(details(report.model_copy(update={"scenarios": [scenario]})))
    elif scenario.verdict is Verdict.INCONCLUSIVE:
        SubElement(case, "error", message=reason, type="inconclusive")
    elif scenario.verdict in SKIPPED:
        SubElement(case, "skipped", message=reason)
    for name, tail in (("system-out", scenario.stdout_tail), ("system-err", scenario.stderr_tail)):
        if tail:
            SubElement(case, name).text = _clean("\n".join(tail))


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
