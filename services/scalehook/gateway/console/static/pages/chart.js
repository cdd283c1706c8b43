// A timeline along the time: a bar for what lasts, a point for what happens; dashed is what is awaited.
import { html } from "../vendor/ui.js";
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

export function Axis({ scale, from, to }) {
  return html`<div class="bar axis" aria-hidden="true"><span>0</span>${scale.folds.map((fold) => html`<i class="fold" style=${{ left: `${fold.x * 100}%`, width: `${fold.width * 100}%` }} title=${t("timeline.folded", { length: length(fold.end - fold.start) })}></i>`)}<span class="last">+${length(to - from)}</span></div>`;
}

// Who has done what, each in a lane of their own.
export function Lanes({ rows, scale }) {
  const lanes = Object.groupBy(rows.filter((row) => row.at), (row) => (row.kind === "instance" ? row.ref.id : row.who || row.kind));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("timeline.lanes")}><table><thead><tr><th scope="col">${t("timeline.who")}</th><th scope="col">${t("timeline.what")}</th><th scope="col">${t("timeline.time")}</th></tr></thead>
    <tbody>${Object.entries(lanes).map(([who, some]) => html`<tr key=${who}><th scope="row">${who}</th><td>${[...new Set(some.map((row) => row.title))].slice(0, 3).join(" · ")}${some.length > 3 ? " …" : ""}</td><td class="wide">${some.map((row) => html`<${Bar} row=${row} scale=${scale} />`)}</td></tr>`)}</tbody></table></div>`;
}
