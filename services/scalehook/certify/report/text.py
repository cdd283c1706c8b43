"""The report for a person: a line for each scenario, the course of each failure, a sum."""

from collections.abc import Iterator

from scalehook.certify.report.model import Report, RowView, ScenarioView
from scalehook.certify.verdict import Verdict

WORDS = {
    Verdict.HELD: "held",
    Verdict.FAILED: "FAILED",
    Verdict.INCONCLUSIVE: "inconclusive",
    Verdict.NOT_APPLICABLE: "n/a",
    Verdict.PENDING: "pending",
}
WIDEST = max(map(len, WORDS.values()))
SHOWN_ROWS = 60  # of a timeline, on a terminal
TOKEN = 8  # letters of a token or an id that are enough to tell one from another


def line(scenario: ScenarioView, widest: int) -> str:
    """`held  duplicate  0.31 s  2 copies, 1 completion`."""
    took = f"{scenario.seconds:6.2f} s" if scenario.facts.ready_after is not None else " " * 8
    rule = f"{scenario.rule}: " if scenario.rule else ""
    said = (
        f"{WORDS[scenario.verdict]:{WIDEST}}  {scenario.name:{widest}}  {took}  {rule}{scenario.reason}"
    )
    warned = "".join(
        f"\n{'':{WIDEST}}  {'':{widest}}            warning: {w}" for w in scenario.warnings
    )
    return printable(said) + printable(warned)


def details(report: Report) -> str:
    """The failures and what was inconclusive, each with its course; empty without any."""
    told = report.of(Verdict.FAILED, Verdict.INCONCLUSIVE, Verdict.PENDING)
    return "\n".join(printable("\n".join(_detail(scenario))) for scenario in told if scenario.again)


def sum_of(report: Report) -> str:
    """The last lines."""
    counts = report.summary
    parts = [
        f"{number} {WORDS[Verdict(name)].lower()}"
        for name, number in counts.model_dump().items()
        if number
    ]
    kind = "" if report.profile == "full" else "; a partial profile: this certifies nothing"
    stopped = "interrupted: " if report.interrupted else ""
    return f"{stopped}{', '.join(parts) or 'nothing played'} in {report.seconds:.1f} s{kind}"


def _detail(scenario: ScenarioView) -> Iterator[str]:
    yield ""
    yield f"── {scenario.name}: {scenario.reason}"
    yield f"   what happened: {scenario.what}"
    yield f"   what must hold: {scenario.must}"
    yield f"   why: {scenario.why} ({scenario.source})"
    for broken in scenario.broken:
        yield f"   broken {broken.rule}: {broken.reason}"
    for fault in scenario.fault:
        yield f"   fault {fault.kind}: struck {fault.fired} times, wanted {fault.wanted}"
    yield from (f"   {said}" for said in seen(scenario))
    if scenario.timeline:
        yield f"   timeline (virtual time, real ms); watched {scenario.watch}"
        yield from (f"     {_row(row)}" for row in scenario.timeline[:SHOWN_ROWS])
    left = scenario.rows_left_out + max(0, len(scenario.timeline) - SHOWN_ROWS)
    if left:
        yield f"     … {left} more, in the other reports"
    for name, tail in (("stderr", scenario.stderr_tail), ("stdout", scenario.stdout_tail)):
        if tail:
            yield f"   the last lines of its {name}"
            yield from (f"     {text}" for text in tail)
    yield f"   Again: {scenario.again}"


def seen(scenario: ScenarioView) -> Iterator[str]:
    """Each action and each message in numbers; those of the probe are the last."""
    for action in scenario.facts.actions[:SHOWN_ROWS]:
        probe = " (the probe)" if action.probe else ""
        end = f"ended {action.status}, {action.result}" if action.status else "still waits"
        yield (
            f"action {action.token[:TOKEN]}{probe}: completed {action.completions}, "
            f"refused {action.refused}, heartbeats {action.heartbeats}, "
            f"refused {action.heartbeats_refused}, calls after the end {action.calls_after_end}; {end}"
        )
    for message in scenario.facts.messages[:SHOWN_ROWS]:
        gone = "gone" if message.gone else "not gone"
        yield f"message {message.id[:TOKEN]} in {message.place}: received {message.receives}, {gone}"


def _row(row: RowView) -> str:
    about = " ".join(part[:TOKEN] for part in (row.action, row.message) if part)
    code = f" -> {row.code}" if row.code else ""
    return f"{row.at:%H:%M:%S.%f} {row.real_ms:7} ms  {row.who:8}  {row.what}{code}  {about}".rstrip()


def printable(text: str) -> str:
    """Without what a terminal would obey: a consumer's lines are its own."""
    return "".join(char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in text)
