"""Reports as files: JSON, CSV with a line for each seed and hook, a page."""

import csv
import io
import json
from collections.abc import Iterable
from html import escape

from scalehook.simulate.agenda import SECOND
from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.study.plots import band
from scalehook.simulate.study.report import Report
from scalehook.simulate.study.table import table

COLUMNS = (
    "seed", "ended", "digest", "hook", "actions", "in_time", "timed_out", "abandoned", "heartbeats",
    "mean_seconds", "longest_seconds", "instance_hours", "violations",
)  # fmt: skip
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;"
    "color:#1b2330;background:#fff}pre{overflow-x:auto;background:#f4f6f9;padding:1rem;border-radius:6px}"
    "svg{max-width:100%;height:auto}@media(prefers-color-scheme:dark){body{color:#dfe5ee;background:#12161c}"
    "pre{background:#1b222c}}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_json(reports: list[Report]) -> str:
    """One object; of a sweep, a list."""
    said = [report.as_json() for report in reports]
    return json.dumps(said[0] if len(said) == 1 else said, indent=2, ensure_ascii=False)


def as_csv(outcomes: Iterable[SeedOutcome]) -> str:
    """For spreadsheets and statistics."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for outcome in sorted(outcomes, key=lambda each: each.seed):
        for name, hook in outcome.hooks.items():
            times = hook.times
            mean = sum(times) / len(times) / SECOND if times else ""
            longest = times[-1] / SECOND if times else ""
            writer.writerow(
                [
                    outcome.seed, outcome.ended, outcome.digest, name, hook.actions, hook.in_time,
                    hook.timed_out, hook.abandoned, hook.heartbeats, mean, longest,
                    outcome.instance_hours, len(outcome.violations),
                ]
            )  # fmt: skip
    return text.getvalue()


def as_html(reports: list[Report], told: str = "") -> str:
    """A page that needs nothing else: no script, no network."""
    parts = [f"<p>{escape(told)}</p>"] if told else []
    for report in reports:
        parts.append(f"<pre>{escape(table(report))}</pre>")
        parts += [band(f"instances in service: {n}", each) for n, each in report.capacity.items()]
        parts += [band(f"messages: {name}", each) for name, each in report.depth.items()]
    title = escape(reports[0].scenario)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>{''.join(parts)}</body></html>\n"
    )
