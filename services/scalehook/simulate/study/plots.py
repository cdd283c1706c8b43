"""Numbers over time as SVG: the median of all seeds, and the band from 10 to 90 %."""

from html import escape

from scalehook.simulate.study.report import LevelReport

WIDTH, HEIGHT, MARGIN = 720, 200, 36


def band(title: str, level: LevelReport) -> str:
    """One picture."""
    highest = max(1, *level.high)
    upper = _points(level.high, highest)
    lower = _points(level.low, highest)
    area = " ".join([*upper, *reversed(lower)])
    line = " ".join(_points(level.median, highest))
    name = escape(title)
    return (
        f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}">'
        f'<polygon points="{area}" fill="#3b82f6" opacity=".25"/>'
        f'<polyline points="{line}" fill="none" stroke="#3b82f6" stroke-width="2"/>'
        f'<text x="4" y="{MARGIN}" font-size="12" fill="currentColor">{highest}</text>'
        f'<text x="4" y="{HEIGHT - MARGIN}" font-size="12" fill="currentColor">0</text>'
        f"</svg><figcaption>{name}: median and 10 to 90 % over seeds, from the warm-up to the horizon"
        "</figcaption></figure>"
    )


def _points(values: list[int], highest: int) -> list[str]:
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    steps = max(1, len(values) - 1)
    return [
        f"{MARGIN + wide * place / steps:.1f},{HEIGHT - MARGIN - high * value / highest:.1f}"
        for place, value in enumerate(values)
    ]
