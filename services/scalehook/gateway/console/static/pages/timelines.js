// What led to what, as a tree.
import { html, useState } from "../vendor/ui.js";
import { at, Copy, Countdown, Id, Of, State, Table, Time } from "../parts.js";
import { length } from "../clock.js";
import { t } from "../words.js";

const BAD = /fail|abandon|rollback|rejected|timeout|dropped|given up|error|refused/i;
const path = (where) => `timeline/${encodeURIComponent(where.id)}`;
export const title = (where) => (where.id ? t("page.timeline") : t("page.timelines"));
export const watches = (where) => [where.id ? path(where) : "timelines"];

const took = (row) => (row.at && row.ended_at ? length(Date.parse(row.ended_at) - Date.parse(row.at)) : "");
const outcome = (row) => html`${row.awaited ? html`<${State} name="awaited" /> ${row.until ? html`<${Countdown} to=${row.until} />` : ""}` : ""}
  ${row.outcome ? html` <span class=${BAD.test(row.outcome) ? "badge bad" : ""}>${row.outcome}</span>` : ""}`;

function visible(rows, folded) {
  const hidden = new Set();
  return rows.filter((row) => {
    if (hidden.has(row.parent)) { hidden.add(row.id); return false; }
    if (folded.has(row.id)) hidden.add(row.id);
    return true;
  });
}

function Tree({ rows }) {
  const [folded, fold] = useState(new Set());
  const [chosen, choose] = useState(rows[0].id);
  const shown = visible(rows, folded);
  const parents = new Set(rows.map((row) => row.parent));
  const toggle = (row, closed) => { const next = new Set(folded); next[closed ? "add" : "delete"](row.id); fold(next); };
  const go = (event, id) => { event.preventDefault(); choose(id); requestAnimationFrame(() => document.querySelector(`[data-node="${CSS.escape(id)}"]`)?.focus()); };
  const keys = (event, row, index) => {
    const beside = { ArrowDown: shown[index + 1], j: shown[index + 1], ArrowUp: shown[index - 1], k: shown[index - 1], "[": rows.find((each) => each.id === row.parent), "]": rows.find((each) => each.parent === row.id) }[event.key];
    if (beside) go(event, beside.id);
    else if (event.key === "ArrowLeft" && parents.has(row.id) && !folded.has(row.id)) { event.preventDefault(); toggle(row, true); }
    else if (event.key === "ArrowLeft" && row.parent) go(event, row.parent);
    else if (event.key === "ArrowRight") { event.preventDefault(); toggle(row, false); }
  };
  const selected = shown.some((row) => row.id === chosen) ? chosen : shown[0].id;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("timeline.tree")}><table class="tree cards" role="treegrid" aria-label=${t("timeline.tree")} aria-rowcount=${shown.length + 1}>
    <thead><tr role="row" aria-rowindex="1">${["timeline.what", "timeline.outcome", "timeline.who", "head.started", "timeline.took"].map((key) => html`<th role="columnheader" scope="col">${t(key)}</th>`)}</tr></thead>
    <tbody>${shown.map((row, index) => html`<tr key=${row.id} role="row" data-row data-node=${row.id} aria-level=${row.level} aria-rowindex=${index + 2}
        aria-expanded=${parents.has(row.id) ? String(!folded.has(row.id)) : null} aria-selected=${row.id === selected ? "true" : "false"}
        tabindex=${row.id === selected ? 0 : -1} onFocus=${() => choose(row.id)} onKeyDown=${(event) => keys(event, row, index)}>
      <td role="gridcell"><div class="d${Math.min(row.level, 6)}">${parents.has(row.id) ? html`<span aria-hidden="true" onClick=${() => toggle(row, !folded.has(row.id))}>${folded.has(row.id) ? "▸" : "▾"} </span>` : ""}${row.title}
        ${row.omitted ? html` <span class="muted">${t("timeline.omitted", { n: row.omitted })}</span>` : ""}</div></td>
      <td role="gridcell">${outcome(row)}</td><td role="gridcell">${row.who}</td><td role="gridcell"><${Time} at=${row.at} /></td><td role="gridcell" class="tight">${took(row)}</td></tr>`)}</tbody>
  </table></div>`;
}

const rootRow = (row) => ({ key: row.id, cells: [html`<a href=${at("timeline", row.ref.id)}>${row.title}</a> <${Id} id=${row.ref.id} />`, outcome(row), row.who, html`<${Time} at=${row.at} />`, took(row)] });

export function Page({ where }) {
  if (!where.id) {
    return html`<${Of} path="timelines">${(list) => html`<${Table} label=${t("page.timelines")} rows=${list.items.map(rootRow)} empty=${t("timeline.none")}
      heads=${["timeline.what", "timeline.outcome", "timeline.who", "head.started", "timeline.took"].map((key) => t(key))} />`}</${Of}>`;
  }
  return html`<${Of} path=${path(where)}>${(tree) => html`
    <p class="row"><span class="id">${where.id}</span> <${Copy} text=${`scalehook timeline ${where.id}`} label=${t("act.copy_command")} /></p>
    ${tree.awaited.map((row) => html`<p class="panel wait" key=${row.id}>${t("timeline.awaited")} ${row.title} ${row.until ? html`<${Countdown} to=${row.until} />` : ""}</p>`)}
    <${Tree} rows=${tree.rows} />`}</${Of}>`;
}
