// What led to what, as a tree.
import { html, useMemo, useRef, useState } from "../vendor/ui.js";
import { act, at, Copy, Countdown, Facts, Id, Of, save, State, Time, useAnswer } from "../parts.js";
import { length, now } from "../clock.js";
import { look } from "../stack.js";
import { Long, LongList } from "../long.js";
import { scale } from "../timescale.js";
import { t } from "../words.js";
import { Arrows } from "./arrows.js";
import { Axis, Bar, Lanes, Minimap, times } from "./chart.js";

const BAD = /fail|abandon|rollback|rejected|timeout|dropped|given up|error|refused/i;
const FAULT = /^fault /; // it was hit on purpose
const list = new Long(() => "timelines");
const path = (where) => `timeline/${encodeURIComponent(where.id)}`;
const tree = (where) => `${path(where)}${where.query.under ? `?under=${encodeURIComponent(where.query.under)}` : ""}`;
export const title = (where) => (where.id ? t("page.timeline") : t("page.timelines"));
export const watches = (where) => (where.id ? [tree(where)] : list.watches(where));

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

function Tree({ rows, root, chosen, choose, chart, keys: more }) {
  const [folded, fold] = useState(new Set());
  const box = useRef(null);
  const shown = visible(rows, folded);
  const parents = new Set(rows.map((row) => row.parent));
  const toggle = (row, closed) => fold((now) => { const next = new Set(now); next[closed ? "add" : "delete"](row.id); return next; });
  const go = (event, id) => { event.preventDefault(); choose(id); requestAnimationFrame(() => document.querySelector(`[data-node="${CSS.escape(id)}"]`)?.focus()); };
  const keys = (event, row, index) => {
    const beside = { ArrowDown: shown[index + 1], j: shown[index + 1], ArrowUp: shown[index - 1], k: shown[index - 1], "[": rows.find((each) => each.id === row.parent), "]": rows.find((each) => each.parent === row.id) }[event.key];
    if (event.shiftKey && more[`Shift+${event.key}`]) { event.preventDefault(); more[`Shift+${event.key}`](); }
    else if (beside) go(event, beside.id);
    else if (event.key === "ArrowLeft" && parents.has(row.id) && !folded.has(row.id)) { event.preventDefault(); toggle(row, true); }
    else if (event.key === "ArrowLeft" && row.parent) go(event, row.parent);
    else if (more[event.key]) { event.preventDefault(); more[event.key](); }
    else if (event.key === "ArrowRight") { event.preventDefault(); toggle(row, false); }
  };
  const selected = shown.some((row) => row.id === chosen) ? chosen : shown[0].id;
  return html`<div class="scroll charted" ref=${box} tabindex="0" role="region" aria-label=${t("timeline.tree")}><table class="tree cards" role="treegrid" aria-label=${t("timeline.tree")} aria-rowcount=${shown.length + 1}>
    <thead><tr role="row" aria-rowindex="1">${["timeline.what", "timeline.outcome", "timeline.who", "head.started", "timeline.took"].map((key) => html`<th role="columnheader" scope="col">${t(key)}</th>`)}<th role="columnheader" scope="col" class="wide">${t("timeline.time")}<${Axis} ...${chart} /></th></tr></thead>
    <tbody>${shown.map((row, index) => html`<tr key=${row.id} role="row" data-row data-node=${row.id} aria-level=${row.level} aria-rowindex=${index + 2}
        aria-expanded=${parents.has(row.id) ? String(!folded.has(row.id)) : null} aria-selected=${row.id === selected ? "true" : "false"}
        tabindex=${row.id === selected ? 0 : -1} onFocus=${() => choose(row.id)} onKeyDown=${(event) => keys(event, row, index)}>
      <td role="gridcell"><div class="d${Math.min(row.level, 6)}">${FAULT.test(row.title) ? html`<span class="badge bad" aria-hidden="true">✕</span> ` : ""}${parents.has(row.id) ? html`<span aria-hidden="true" onClick=${() => toggle(row, !folded.has(row.id))}>${folded.has(row.id) ? "▸" : "▾"} </span>` : ""}${row.title}
        ${row.omitted ? html` <span class="muted"><a href="${root}?under=${encodeURIComponent(row.id)}">${t("timeline.omitted", { n: row.omitted })}</a></span>` : ""}</div></td>
      <td role="gridcell">${outcome(row)}</td><td role="gridcell">${row.who}</td><td role="gridcell"><${Time} at=${row.at} /></td><td role="gridcell" class="tight">${took(row)}</td><td role="gridcell" class="wide">${row.at ? html`<${Bar} row=${row} scale=${chart.scale} />` : ""}</td></tr>`)}</tbody>
  </table><${Arrows} box=${box} rows=${shown} chosen=${selected} scale=${chart.scale} /></div>`;
}

function Raw({ where }) {
  const [found, instead] = useAnswer(where.id, () => look(`${path(where)}/events`));
  if (!found) return instead;
  const lines = found.items.map((each) => JSON.stringify(each)).join("\n");
  return html`<p class="row"><${Copy} text=${lines} /> <span class="muted">${t("list.shown", { n: found.items.length, total: found.total })}</span></p><pre tabindex="0">${lines}</pre>`;
}

// All that is known of a row, and the events that name it.
function Chosen({ row, cause }) {
  const [events, keep] = useState(null);
  useMemo(() => keep(null), [row.id]);
  const names = (event) => JSON.stringify(event).includes(row.ref.id);
  const read = () => act(() => look(`timeline/${encodeURIComponent(row.ref.id)}/events`), "").then((found) => found && keep(found.items.filter(names)));
  const facts = { [t("timeline.what")]: row.title, [t("timeline.kind")]: row.kind, [t("timeline.who")]: row.who, [t("head.started")]: row.at && html`<${Time} at=${row.at} />`, [t("head.ended")]: row.ended_at && html`<${Time} at=${row.ended_at} />`,
    [t("timeline.after")]: cause?.at && row.at ? length(Date.parse(row.at) - Date.parse(cause.at)) : null, [t("timeline.outcome")]: row.outcome };
  const lines = events?.map((each) => JSON.stringify(each, null, 1)).join("\n");
  return html`<section class="panel" aria-label=${t("timeline.chosen")}><h2>${t("timeline.chosen")}</h2><${Facts} of=${facts} />
    ${row.kind === "moment" ? "" : html`<p class="row"><${Id} id=${row.ref.id} href=${at("timeline", row.ref.id)} /><${Copy} text=${row.ref.id} /><button type="button" onClick=${read}>${t("timeline.its_events")}</button></p>`}
    ${events ? html`<${Copy} text=${lines} /><pre tabindex="0">${lines}</pre>` : ""}</section>`;
}

const FORMS = { json: "application/json", mermaid: "text/plain", html: "text/html" };
function Export({ where }) {
  const write = (form) => () => act(() => look(`${path(where)}/export?form=${form}`), "").then((found) => found && save(found.text, `timeline.${form === "mermaid" ? "mmd" : form}`, FORMS[form]));
  return html`<span class="row" role="group" aria-label=${t("timeline.export")}>${Object.keys(FORMS).map((form) => html`<button type="button" onClick=${write(form)}>${t("timeline.export")} ${form}</button>`)}</span>`;
}

// Rows that say it, with all that is above them.
function found(rows, text) {
  const words = text.trim().toLowerCase();
  if (!words) return rows;
  const longer = /^>\s*([\d.]+)\s*(ms|s|m|h)?$/.exec(words);
  const least = longer && Number(longer[1]) * { ms: 1, s: 1000, m: 60000, h: 3600000 }[longer[2] ?? "s"];
  const lasts = (row) => Date.parse(row.ended_at ?? row.until ?? row.at) - Date.parse(row.at);
  const says = (row) => (longer ? row.at && lasts(row) > least : [row.title, row.who, row.outcome, row.kind, row.ref.id].some((each) => each?.toLowerCase().includes(words)));
  const parents = new Map(rows.map((row) => [row.id, row.parent])), kept = new Set();
  for (const row of rows.filter(says)) for (let id = row.id; id && !kept.has(id); id = parents.get(id)) kept.add(id);
  return rows.filter((row) => kept.has(row.id));
}

// A row with all that is below it.
function below(rows, id) {
  const kept = new Set([id]);
  for (const row of rows) if (kept.has(row.parent)) kept.add(row.id);
  return rows.filter((row) => kept.has(row.id));
}

const SHAPES = ["tree", "lanes", "raw"];
function Views({ where, rows: all }) {
  const [text, type] = useState("");
  const [subject, focus] = useState("");
  const inFocus = all.find((row) => row.id === subject);
  const rows = found(inFocus ? below(all, subject) : all, text);
  const [chosen, choose] = useState(all[0].id);
  const [folds, fold] = useState(true);
  const [span, zoom] = useState(null);
  const shape = SHAPES.includes(where.query.view) ? where.query.view : SHAPES[0];
  const known = times(all), whole = [Math.min(...known), Math.max(...known, all.some((row) => row.awaited) ? now() : 0)];
  const [from, to] = span ?? whole;
  const row = rows.find((each) => each.id === chosen);
  const by = (factor) => () => { const middle = row?.at ? Date.parse(row.at) : (from + to) / 2, half = Math.max(50, ((to - from) * factor) / 2); zoom([Math.max(whole[0], middle - half), Math.min(whole[1], middle + half)]); };
  const closer = () => { const inside = times(row ? [row, ...rows.filter((each) => each.parent === row.id)] : all); zoom([Math.min(...inside), Math.max(...inside, Math.min(...inside) + 100)]); };
  const chart = { scale: scale(known, folds && !span, from, to), from, to, zoom };
  const pan = (share) => () => { const step = Math.min(Math.max(share * (to - from), whole[0] - from), whole[1] - to); zoom([from + step, to + step]); };
  const look = () => { focus(inFocus || chosen === all[0].id ? "" : chosen); zoom(null); };
  const keys = { "+": by(0.5), "-": by(2), 0: () => zoom(null), z: closer, f: look };
  const unseen = { "Shift+ArrowLeft": pan(-0.25), "Shift+ArrowRight": pan(0.25) };
  const address = (name) => `${at("timeline", where.id)}?view=${name}${where.query.under ? `&under=${encodeURIComponent(where.query.under)}` : ""}`;
  return html`<div class="row"><nav class="tabs" aria-label=${t("timeline.views")}>${SHAPES.map((name) => html`<a href=${address(name)} aria-current=${name === shape ? "page" : null}>${t(`timeline.${name}_view`)}</a>`)}</nav><span class="grow"></span>
      ${shape === "raw" ? "" : html`<label><span class="skip">${t("timeline.find")}</span><input type="search" value=${text} placeholder=${t("timeline.find")} onInput=${(event) => type(event.target.value)} /></label><button type="button" aria-pressed=${folds} onClick=${() => fold(!folds)}>${t("timeline.fold")}</button>${Object.entries(keys).map(([key, what]) => html`<button type="button" aria-label=${t(`timeline.zoom_${{ "+": "in", "-": "out", 0: "fit", z: "row", f: "focus" }[key]}`)} onClick=${what}>${key}</button>`)}`}<${Export} where=${where} /></div>
    ${inFocus ? html`<p class="row"><span>${t("timeline.in_focus", { title: inFocus.title })}</span><button type="button" onClick=${look}>${t("timeline.all")}</button></p>` : ""}
    ${shape === "raw" ? "" : html`<${Minimap} rows=${rows} whole=${whole} shown=${[from, to]} zoom=${zoom} />`}
    ${shape !== "raw" && text.trim() ? html`<p class="muted">${t("list.shown", { n: rows.length, total: all.length })}</p>` : ""}
    ${shape !== "raw" && !rows.length ? html`<p class="muted">${t("timeline.nothing")}</p>` : shape === "tree" ? html`<${Tree} rows=${rows} root=${at("timeline", where.id)} chosen=${chosen} choose=${choose} chart=${chart} keys=${{ ...keys, ...unseen }} />${row ? html`<${Chosen} row=${row} cause=${all.find((each) => each.id === row.parent)} />` : ""}` : shape === "lanes" ? html`<${Lanes} rows=${rows} scale=${chart.scale} />` : html`<${Raw} where=${where} />`}`;
}

const rootRow = (row) => ({ key: row.id, cells: [html`<a href=${at("timeline", row.ref.id)}>${row.title}</a> <${Id} id=${row.ref.id} />`, outcome(row), row.who, html`<${Time} at=${row.at} />`, took(row)] });

export function Page({ where }) {
  if (!where.id) {
    return html`<${LongList} of=${list} newest where=${where} label=${t("page.timelines")} row=${rootRow} empty=${t("timeline.none")} columns="minmax(16rem, 4fr) minmax(11rem, 2fr) minmax(9rem, 2fr) minmax(11rem, 1fr) minmax(6rem, 1fr)"
      heads=${["timeline.what", "timeline.outcome", "timeline.who", "head.started", "timeline.took"].map((key) => t(key))} />`;
  }
  return html`<${Of} path=${tree(where)}>${(shown) => html`
    <p class="row"><span class="id">${where.id}</span> <${Copy} text=${`scalehook timeline ${where.id}`} label=${t("act.copy_command")} /></p>
    ${where.query.under ? html`<p class="row"><span>${t("timeline.shown_under")}</span><a href=${at("timeline", where.id)}>${t("timeline.all")}</a></p>` : ""}
    ${shown.awaited.map((row) => html`<p class="panel wait" key=${row.id}>${t("timeline.awaited")} ${row.title} ${row.until ? html`<${Countdown} to=${row.until} />` : ""}</p>`)}
    <${Views} where=${where} rows=${shown.rows} />`}</${Of}>`;
}
