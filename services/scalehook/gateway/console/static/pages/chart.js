// A timeline along the time: a bar for what lasts, a point for what happens; dashed is what is awaited.
import { html, useState } from "../vendor/ui.js";
import { length, now } from "../clock.js";
import { t } from "../words.js";

export const times = (rows) => rows.flatMap((row) => [row.at, row.ended_at, row.awaited ? row.until : null]).filter(Boolean).map(Date.parse);

export function Bar({ row, scale }) {
  const start = Date.parse(row.at), end = row.ended_at ? Date.parse(row.ended_at) : row.awaited ? now() : start;
  const [left, right] = [scale.place(start), scale.place(end)];
  const until = row.awaited && row.until ? scale.place(Date.parse(row.until)) : right;
  const percent = (share) => `${(share * 100).toFixed(2)}%`;
  return html`<div class="bar" aria-hidden="true">${scale.folds.map((fold) => html`<i class="fold" style=${{ left: percent(fold.x), width: percent(fold.width) }}></i>`)}
    ${until > right ? html`<i class="awaited" style=${{ left: percent(right), width: percent(until - right) }}></i>` : ""}
    ${end > start ? html`<i class="lasts" style=${{ left: percent(left), width: percent(Math.max(0.002, right - left)) }}></i>` : html`<i class="point" style=${{ left: percent(left) }}></i>`}</div>`;
}

const LEAST = 6; // pixels: less is a click

// Dragged over, the axis shows that part alone. Keys do the same, so nobody needs a mouse.
function Brush({ scale, zoom, of = "axis" }) {
  const [drawn, draw] = useState(null);
  const share = (event) => { const box = event.currentTarget.getBoundingClientRect(); return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)); };
  const begin = (event) => { event.preventDefault(); event.currentTarget.setPointerCapture(event.pointerId); draw([share(event), share(event)]); };
  const go = (event) => drawn && draw([drawn[0], share(event)]);
  const end = (event) => {
    const [one, other] = [...(drawn ?? [0, 0])].sort((a, b) => a - b);
    draw(null);
    if ((other - one) * event.currentTarget.clientWidth >= LEAST) zoom([scale.moment(one), scale.moment(other)]);
  };
  const [left, right] = drawn ? [...drawn].sort((a, b) => a - b) : [0, 0];
  return html`<div class="brush" data-brush=${of} onPointerDown=${begin} onPointerMove=${go} onPointerUp=${end} onPointerCancel=${() => draw(null)} onDblClick=${() => zoom(null)}>${drawn ? html`<i style=${{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}></i>` : ""}</div>`;
}

const PARTS = 120;

// All of it at one look: how much begins where, and which part is shown. Dragging over it shows another one.
export function Minimap({ rows, whole, shown, zoom }) {
  const [from, to] = whole, wide = Math.max(1, to - from);
  const counts = new Array(PARTS).fill(0);
  for (const row of rows) if (row.at) counts[Math.min(PARTS - 1, Math.floor(((Date.parse(row.at) - from) / wide) * PARTS))] += 1;
  const most = Math.max(1, ...counts);
  const part = shown.map((at) => Math.min(1, Math.max(0, (at - from) / wide)) * PARTS);
  const plain = { moment: (share) => from + share * wide };
  return html`<div class="minimap wide-only" aria-hidden="true"><svg viewBox="0 0 ${PARTS} 20" preserveAspectRatio="none">
    ${counts.map((n, x) => (n ? html`<rect key=${x} x=${x} width="1" y=${20 - (18 * n) / most} height=${(18 * n) / most} />` : ""))}
    <rect class="shown" x=${part[0]} width=${Math.max(0.5, part[1] - part[0])} y="0" height="20" /></svg><${Brush} scale=${plain} zoom=${zoom} of="minimap" /></div>`;
}

export function Axis({ scale, from, to, zoom }) {
  return html`<div class="bar axis" aria-hidden="true"><${Brush} scale=${scale} zoom=${zoom} /><span>0</span>${scale.folds.map((fold) => html`<i class="fold" style=${{ left: `${fold.x * 100}%`, width: `${fold.width * 100}%` }} title=${t("timeline.folded", { length: length(fold.end - fold.start) })}></i>`)}<span class="last">+${length(to - from)}</span></div>`;
}

// Who has done what, each in a lane of their own.
export function Lanes({ rows, scale }) {
  const lanes = Object.groupBy(rows.filter((row) => row.at), (row) => (row.kind === "instance" ? row.ref.id : row.who || row.kind));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("timeline.lanes")}><table><thead><tr><th scope="col">${t("timeline.who")}</th><th scope="col">${t("timeline.what")}</th><th scope="col">${t("timeline.time")}</th></tr></thead>
    <tbody>${Object.entries(lanes).map(([who, some]) => html`<tr key=${who}><th scope="row">${who}</th><td>${[...new Set(some.map((row) => row.title))].slice(0, 3).join(" · ")}${some.length > 3 ? " …" : ""}</td><td class="wide">${some.map((row) => html`<${Bar} row=${row} scale=${scale} />`)}</td></tr>`)}</tbody></table></div>`;
}
