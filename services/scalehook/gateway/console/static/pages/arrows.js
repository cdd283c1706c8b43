// What the chosen row came of, as arrows from cause to effect; what has come of it at once, more faintly.
import { html, useLayoutEffect, useState } from "../vendor/ui.js";

// From each row to what it hangs on, as far as both are shown.
function chain(rows, chosen) {
  const known = new Map(rows.map((row) => [row.id, row])), links = [];
  for (let row = known.get(chosen); row && known.has(row.parent); row = known.get(row.parent)) links.push({ cause: known.get(row.parent), effect: row, bold: true });
  return [...links, ...rows.filter((row) => row.parent === chosen).map((row) => ({ cause: known.get(chosen), effect: row, bold: false }))].filter(({ cause, effect }) => cause.at && effect.at);
}

const bar = (box, row) => box.querySelector(`[data-node="${CSS.escape(row.id)}"] .bar`)?.getBoundingClientRect();

// The cause's line is left where it ends, or where the effect begins if that is earlier.
function drawn({ cause, effect, bold }, box, scale) {
  const from = bar(box, cause), to = bar(box, effect);
  if (!from?.width || !to) return null;
  const edge = box.getBoundingClientRect(), x = (share) => from.left - edge.left + box.scrollLeft + share * from.width, y = (line) => line.top - edge.top + box.scrollTop + line.height / 2;
  const begins = Date.parse(effect.at), leaves = Math.min(begins, Date.parse(cause.ended_at ?? cause.at));
  const end = y(to) - (y(to) > y(from) ? 7 : -7);
  return { key: `${cause.id} ${effect.id}`, bold, line: `M${x(scale.place(leaves)).toFixed(1)} ${y(from).toFixed(1)}H${x(scale.place(begins)).toFixed(1)}V${end.toFixed(1)}` };
}

const alike = (one, other) => one.length === other.length && one.every((each, n) => each.line === other[n].line && each.bold === other[n].bold);

export function Arrows({ box, rows, chosen, scale }) {
  const [lines, draw] = useState([]);
  useLayoutEffect(() => {
    const look = () => { const found = box.current ? chain(rows, chosen).map((link) => drawn(link, box.current, scale)).filter(Boolean) : []; draw((before) => (alike(before, found) ? before : found)); };
    look();
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  });
  return html`<svg class="arrows" aria-hidden="true"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" /></marker></defs>
    ${lines.map((each) => html`<path key=${each.key} class=${each.bold ? "cause" : "effect"} d=${each.line} marker-end="url(#tip)" />`)}</svg>`;
}
