// How much there was over time, as a small picture; and as a table, for those who do not see it.
import { html, useState } from "./vendor/ui.js";
import { now } from "./clock.js";
import { Of, Table, Time } from "./parts.js";
import { has, t } from "./words.js";

const WIDE = 600, HIGH = 40; // units of the picture: it is drawn as wide as there is room
const MOST_ROWS = 100;

const called = (line) => (has(`graph.${line.name}`) ? t(`graph.${line.name}`) : line.name);
const ends = (line) => line.now ?? line.points.at(-1)?.[1] ?? 0;

// Steps: a number stays until it changes. The most of a step that was between two points is drawn, too.
function path({ before, points }, from, to, most) {
  const x = (at) => (((at - from) / Math.max(1, to - from)) * WIDE).toFixed(1), y = (n) => (HIGH - (n / Math.max(1, most)) * HIGH).toFixed(1);
  return `M0 ${y(before)}${points.map(([at, last, high]) => `H${x(at)}${high === last ? "" : `V${y(high)}`}V${y(last)}`).join("")}H${WIDE}`;
}

function Spark({ line, from, to }) {
  const most = Math.max(line.before, ...line.points.map(([, , high]) => high));
  const said = t("graph.said", { name: called(line), now: ends(line), most });
  return html`<figure class="spark"><figcaption><strong>${ends(line)}</strong> ${called(line)} <span class="muted">${t("graph.most", { n: most })}</span></figcaption>
    ${line.points.length ? html`<svg viewBox="0 -2 ${WIDE} ${HIGH + 4}" preserveAspectRatio="none" role="img" aria-label=${said}><path d=${path(line, from, to, most)} /></svg>` : ""}</figure>`;
}

function Rows({ line }) {
  const last = line.points.slice(-MOST_ROWS).reverse();
  return html`<${Table} label=${called(line)} empty=${t("graph.none")} heads=${[t("flow.when"), called(line), t("graph.high")]}
    rows=${last.map(([at, value, high]) => ({ key: at, cells: [html`<${Time} at=${at * 1000} />`, value, high] }))} />`;
}

// So small that it needs no words of its own: the numbers stand beside it.
export function Small({ line }) {
  if (!line?.points.length) return null;
  const to = Math.max(now() / 1000, line.points.at(-1)[0]), most = Math.max(line.before, ...line.points.map(([, , high]) => high));
  const said = t("graph.said", { name: line.name, now: ends(line), most });
  return html`<span class="spark small"><svg viewBox="0 -2 ${WIDE} ${HIGH + 4}" preserveAspectRatio="none" role="img" aria-label=${said}><path d=${path(line, line.points[0][0], to, most)} /></svg></span>`;
}

export function Graph({ of, label }) {
  const [open, turn] = useState(false);
  return html`<${Of} path=${of}>${({ lines }) => {
    const known = lines.filter((line) => line.points.length);
    if (!known.length) return html`<p class="muted">${t("graph.none")}</p>`;
    const from = Math.min(...known.map((line) => line.points[0][0])), to = Math.max(now() / 1000, ...known.map((line) => line.points.at(-1)[0]));
    return html`<section class="graph" aria-label=${label}><div class="sparks">${lines.map((line) => html`<${Spark} key=${line.name} line=${line} from=${from} to=${to} />`)}</div>
      <p class="muted">${t("graph.since")} <${Time} at=${from * 1000} /></p>
      <details onToggle=${(event) => turn(event.currentTarget.open)}><summary>${t("graph.table")}</summary>${open ? known.map((line) => html`<${Rows} key=${line.name} line=${line} />`) : ""}</details></section>`;
  }}</${Of}>`;
}
