"""The report as one page: nothing is fetched, and nothing runs in it."""

from collections.abc import Iterator
from html import escape
from itertools import islice

from scalehook.certify.report.model import Report, RowView, ScenarioView
from scalehook.certify.report.text import WORDS, seen, sum_of
from scalehook.certify.timeline import MOST_ROWS
from scalehook.certify.verdict import Verdict

MOST_BYTES = 2_000_000
FEWER_ROWS = (200, 50, 10)
CSP = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre, .course { font: 13px/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .5rem; background: #8881; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
.verdict { font-weight: 600; white-space: nowrap; }
.held { color: #1a7f37; } .failed { color: #cf222e; } .inconclusive, .pending { color: #9a6700; }
.not_applicable { color: #777; }
.bar { display: block; width: 100%; height: 10px; border-radius: 5px; }
"""
COLOURS = {
    Verdict.HELD: "#2da44e",
    Verdict.FAILED: "#cf222e",
    Verdict.INCONCLUSIVE: "#d4a72c",
    Verdict.PENDING: "#d4a72c",
    Verdict.NOT_APPLICABLE: "#999",
}


def html(report: Report) -> str:
    """The whole file. Where that is more than a reader's browser likes, less of each course is shown."""
    page = ""
    for rows in (MOST_ROWS, *FEWER_ROWS):
        page = "".join(_page(report, rows))
        if len(page.encode(errors="replace")) < MOST_BYTES:
            break
    return page


def _page(report: Report, rows: int) -> Iterator[str]:
    consumer = report.consumer
    who = consumer.image or " ".join(consumer.command) or "attached"
    yield "<!doctype html><html lang=en><meta charset=utf-8>"
    yield f'<meta http-equiv="Content-Security-Policy" content="{CSP}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>scalehook certify</title><style>{STYLE}</style>"
    yield f"<h1>scalehook certify</h1><p><code>{escape(who)}</code> over {escape(consumer.source)}"
    yield f", {report.started:%Y-%m-%d %H:%M} UTC, seed {report.seed}"
    yield f", version {escape(report.tool.version)}</p>"
    yield _bar(report)
    yield f"<p><strong>{escape(sum_of(report))}</strong></p>"
    yield "<table><tr><th>Verdict<th>Scenario<th>Seconds<th>What was seen</tr>"
    for scenario in report.scenarios:
        yield _line(scenario)
    yield "</table>"
    for scenario in report.scenarios:
        if scenario.again:
            yield from _details(scenario, rows)
    yield "</html>\n"


def _bar(report: Report) -> str:
    """The share of each verdict, as a picture."""
    parts, at = [], 0
    for verdict, colour in COLOURS.items():
        number = len(report.of(verdict))
        if number:
            word = WORDS[verdict]
            parts.append(
                f'<rect x="{at}" width="{number}" height="1" fill="{colour}">'
                f"<title>{number} {word}</title></rect>"
            )
        at += number
    if not at:
        return ""
    shapes = "".join(parts)
    return f'<svg class=bar viewBox="0 0 {at} 1" preserveAspectRatio="none" role=img>{shapes}</svg>'


def _line(scenario: ScenarioView) -> str:
    name, rule = escape(scenario.name), f"{scenario.rule}: " if scenario.rule else ""
    linked = f'<a href="#{name}">{name}</a>' if scenario.again else name
    warned = "".join(f"<br>warning: {escape(each)}" for each in scenario.warnings)
    return (
        f"<tr><td class='verdict {scenario.verdict.value}'>{WORDS[scenario.verdict]}<td>{linked}"
        f"<td class=number>{scenario.seconds:.2f}<td>{escape(rule + scenario.reason)}{warned}</tr>"
    )


def _details(scenario: ScenarioView, rows: int) -> Iterator[str]:
    opened = " open" if scenario.verdict is Verdict.FAILED else ""
    yield f'<details id="{escape(scenario.name)}"{opened}><summary>'
    yield f"<span class='verdict {scenario.verdict.value}'>{WORDS[scenario.verdict]}</span> "
    yield f"{escape(scenario.name)}</summary><p>What happened: {escape(scenario.what)}<br>"
    yield f"What must hold: {escape(scenario.must)}<br>Why: {escape(scenario.why)}<br>"
    yield f"<code>{escape(scenario.source)}</code></p>"
    for broken in scenario.broken:
        yield f"<p>Broken <strong>{escape(broken.rule)}</strong>: {escape(broken.reason)}</p>"
    for fault in scenario.fault:
        yield f"<p>Fault {escape(fault.kind)}: struck {fault.fired} times, wanted {fault.wanted}.</p>"
    yield from (f"<p>{escape(said)}</p>" for said in islice(seen(scenario), rows))
    yield f"<p>Watched: {escape(scenario.watch)}.</p>"
    yield "<table class=course><tr><th>Virtual time<th>Real ms<th>Who<th>What<th>Action<th>Message</tr>"
    yield from map(_row, scenario.timeline[:rows])
    yield "</table>"
    if left := scenario.rows_left_out + len(scenario.timeline[rows:]):
        yield f"<p>{left} more rows are left out.</p>"
    for name, tail in (("stderr", scenario.stderr_tail), ("stdout", scenario.stdout_tail)):
        if tail:
            yield f"<p>The last lines of its {name}:</p><pre>{escape(chr(10).join(tail[-rows:]))}</pre>"
    yield f"<p>Again: <code>{escape(scenario.again)}</code></p></details>"


def _row(row: RowView) -> str:
    code = f" → {escape(row.code)}" if row.code else ""
    return (
        f"<tr><td>{row.at:%H:%M:%S.%f}<td class=number>{row.real_ms}<td>{escape(row.who)}"
        f"<td>{escape(row.what)}{code}<td>{escape(row.action[:8])}<td>{escape(row.message[:8])}</tr>"
    )
