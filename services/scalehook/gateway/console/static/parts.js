// What pages are made of.
import { html, useEffect, useRef, useState } from "./vendor/ui.js";
import { both, length, now, past, realOf, second, stamp, times, utc } from "./clock.js";
import { commandOf } from "./commands.js";
import { failed, link, open, said, token, told, view } from "./stack.js";
import { t } from "./words.js";

const STATES = [
  [/wait/i, "waiting", "◔"],
  [/^(pending|running|started|inprogress|init|queued|waiting)/i, "run", "◌"],
  [/^(inservice|success|successful|completed|finished|active|healthy|ready|taken|sent|enabled)/i, "good", "●"],
  [/^protected/i, "protected", "⛨"],
  [/^(standby|delayed|disabled|inactive)/i, "standby", "‖"],
  [/^(removing|leav)/i, "leave", "◍"],
  [/^(held|retried|awaited)/i, "waiting", "◔"],
  [/^(failed|rejected|abandon|refused|error|lost|warning|dead)/i, "bad", "✕"],
];

export function State({ name, n }) {
  const [, kind, icon] = STATES.find(([pattern]) => pattern.test(name)) ?? [null, "gone", "□"];
  return html`<span class="badge ${kind}"><span aria-hidden="true">${icon} </span>${n === undefined ? "" : `${n} `}${name}</span>`;
}

export function Time({ at }) {
  if (!at) return html`<span class="muted">–</span>`;
  const moment = typeof at === "number" ? at : Date.parse(at);
  const whole = utc(moment, true);
  if (times.value === "real") { const real = realOf(moment); return html`<time class="tight" datetime=${whole} title=${both(moment)}>${real === null ? t("time.real_unknown") : t("time.real", { at: utc(real) })}</time>`; }
  if (times.value !== "relative") return html`<time class="tight" datetime=${whole} title=${both(moment)}>${stamp(moment)}</time>`;
  second.value;
  const ahead = moment - now();
  const text = t(ahead > 0 ? "time.in" : "time.ago", { length: length(ahead) });
  return html`<time class="tight" datetime=${whole} title=${both(moment)}>${text}</time>`;
}

export function Countdown({ to }) {
  second.value;
  const left = Date.parse(to) - now();
  const text = left > 0 ? t("time.left", { length: length(left) }) : t("time.due");
  return html`<time class="tight" datetime=${to} title=${both(Date.parse(to))}><strong>${text}</strong></time>`;
}

export function Id({ id, href }) {
  const short = id.length > 28 ? `${id.slice(0, 14)}…${id.slice(-8)}` : id;
  return html`<span class="id" data-id=${id} title=${id}>${href ? html`<a href=${href}>${short}</a>` : short}</span>`;
}

export function why() {
  if (past.value) return t("past.read_only");
  if (!token.value) return t("act.read_only");
  return link.value === "reconnecting" ? t("act.stale") : "";
}

export async function act(what, done) {
  failed.value = "";
  try {
    const answer = await what();
    said.value = typeof done === "function" ? done(answer) : done;
    return answer;
  } catch (problem) {
    failed.value = problem.message;
    return null;
  }
}

export function Act({ label, what, done, kind = "", off = "", name }) {
  const [busy, setBusy] = useState(false);
  const reason = why() || off;
  const press = async () => {
    if (reason || busy) return;
    setBusy(true);
    await act(what, done);
    setBusy(false);
  };
  const button = html`<button type="button" class=${kind} onClick=${press} title=${reason} aria-label=${name ?? label}
    aria-disabled=${reason || busy ? "true" : "false"} aria-busy=${busy}>${label}</button>`;
  return what.asked || what.command ? html`<span class="act">${button}<${CopyCommand} of=${what} name=${name ?? label} /></span>` : button;
}

async function toClipboard(text) {
  try { await navigator.clipboard.writeText(text); said.value = t("act.copied"); }
  catch { failed.value = t("act.not_copied"); }
}

// The first id of a row.
export function copyId(row) {
  const id = row.querySelector?.("[data-id]")?.dataset.id;
  if (id) toClipboard(id);
}

// The same on the command line. Nothing is done, so one who only looks has it too.
export function CopyCommand({ of, name }) {
  const copy = async () => { const text = await act(() => commandOf(of), ""); if (text) await toClipboard(text); };
  const label = t("act.copy_command_of", { name });
  return html`<button type="button" class="command" onClick=${copy} aria-label=${label} title=${label}><code aria-hidden="true">$</code></button>`;
}

export function Copy({ text, label }) {
  return html`<button type="button" onClick=${() => toClipboard(text)}>${label ?? t("act.copy")}</button>`;
}

// What cannot be shown, and why; what is asked for again comes by itself where it is watched.
export function Problem({ text, again = open }) {
  return html`<p class="alert row"><span>${text}</span> <button type="button" onClick=${() => again()}>${t("act.retry")}</button></p>`;
}

// Why parts are missing that have no place of their own on the page.
export function Missing({ paths }) {
  return paths.map((path) => view(path)?.error).filter(Boolean).map((error) => html`<${Problem} key=${error.RequestId} text=${told(error)} />`);
}

// What is asked for once: the answer; or null, and that it loads, or why there is none and a way to ask again.
// What never changes is kept in a map.
export function useAnswer(path, read, kept = null) {
  const [{ of, answer, problem }, keep] = useState({ of: "" });
  const ask = () => {
    keep({ of: path });
    read().then((found) => { kept?.set(path, found); keep({ of: path, answer: found }); }, (wrong) => keep({ of: path, problem: wrong.message }));
  };
  useEffect(() => { if (path && !kept?.has(path)) ask(); }, [path]);
  const found = kept?.get(path) ?? (of === path ? answer : null);
  if (found) return [found, null];
  return [null, of === path && problem ? html`<${Problem} text=${problem} again=${ask} />` : html`<p class="muted" aria-busy="true">${t("state.loading")}</p>`];
}

// Rows as other programs read them: what is no plain value is JSON in its cell.
function asTable(items) {
  const columns = [...new Set(items.flatMap(Object.keys))];
  const cell = (value) => `"${(value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)).replaceAll('"', '""')}"`;
  return [columns.map(cell), ...items.map((item) => columns.map((column) => cell(item[column])))].map((row) => row.join(",")).join("\r\n");
}

const FORMS = { JSON: (items) => JSON.stringify(items, null, 1), CSV: asTable };

// A whole list, of which a page holds but a part.
export function CopyAll({ items, of }) {
  const copy = async (form) => { const found = await items(); if (found) await toClipboard(FORMS[form](found)); };
  return Object.keys(FORMS).map((form) => html`<button type="button" key=${form} aria-label=${t("list.copy_of", { form, name: of })} onClick=${() => copy(form)}>${t("list.copy", { form })}</button>`);
}

// The content of a path, whatever becomes of it: loading (what was there stays until then), failed, there.
export function Of({ path, children }) {
  const kept = useRef({});
  const found = view(path);
  if (found?.view) kept.current = { path, view: found.view };
  if (!found && kept.current.path === path) return html`<div aria-busy="true">${children(kept.current.view)}</div>`;
  if (!found) return html`<p class="muted" aria-busy="true">${t("state.loading")}</p>`;
  const problem = found.error && html`<${Problem} text=${told(found.error)} />${/NotFound|NotExist/.test(found.error.Code) ? html`<p class="muted measure">${t("state.unknown")}</p>` : ""}`;
  return html`${problem}${found.view ? children(found.view) : null}`;
}

export function Table({ label, heads, rows, empty }) {
  if (!rows.length) return html`<p class="muted">${empty}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table class="cards">
    <caption class="skip">${label}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head || html`<span class="skip">${t("list.actions")}</span>`}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.key} data-row tabindex="-1">${row.cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

export function Facts({ of }) {
  return html`<dl>${Object.entries(of).filter(([, value]) => value !== "" && value !== null && value !== undefined)
    .map(([name, value]) => html`<dt>${name}</dt><dd>${typeof value === "boolean" ? String(value) : value}</dd>`)}</dl>`;
}

const LEAST_ENCODED = 8; // characters: shorter words may be Base64 by chance
const READABLE = /^[^\p{C}]*$/u;

// What a text says in Base64, as SDKs send it; nothing where that is no text.
function decoded(text) {
  if (text.length < LEAST_ENCODED) return null;
  try {
    const found = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
    return READABLE.test(found.replace(/\s/g, "")) ? found : null;
  } catch { return null; }
}

export function pretty(text) {
  for (const said of [text, decoded(text)].filter((each) => each !== null)) {
    try { return JSON.stringify(JSON.parse(said), null, 2); } catch { /* it is something else */ }
  }
  return decoded(text) ?? text;
}

export const at = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

// What is asked for, as an address has it; nothing of what is empty.
export const asking = (of) => { const query = new URLSearchParams(Object.entries(of).filter(([, value]) => value)).toString(); return query && `?${query}`; };

// A text that is looked for from Enter on. What somebody types stays while the page around it is drawn anew.
export function Find({ of, show, ...more }) {
  const [typed, type] = useState(of);
  useEffect(() => type(of), [of]);
  return html`<input type="search" value=${typed} ...${more} onInput=${(event) => type(event.target.value)} onKeyDown=${(event) => { if (event.key === "Enter") show(event.target.value); }} />`;
}

// A text as a file that the browser keeps.
export function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
