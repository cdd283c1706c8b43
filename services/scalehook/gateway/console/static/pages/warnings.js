// What is allowed, and will not do what its maker may think.
import { html, useState } from "../vendor/ui.js";
import { Act, at, CopyCommand, Of, Time } from "../parts.js";
import { operation } from "../commands.js";
import { has, t } from "../words.js";

const KEPT = "scalehook.muted";
const PLACES = { queue: "queues", topic: "topics", template: "executions", role: "access" };
const COMPLETE = new Set(["script", "visibility", "inactive", "unused"]); // the call needs nothing that only the user knows
export const title = () => t("page.warnings");
export const watches = () => ["warnings"];

const key = (each) => `${each.hook_id}/${each.kind}`;
const muted = () => new Set(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
export const loud = (items) => { const quiet = muted(); return items.filter((each) => each.level === "warning" && !quiet.has(key(each))); };

function One({ of, quiet, mute }) {
  const place = PLACES[of.about.kind];
  return html`<article class="panel ${of.level === "warning" ? "wait" : ""}"><h2><span class="badge ${of.level === "warning" ? "waiting" : "standby"}"><span aria-hidden="true">${of.level === "warning" ? "▲ " : "i "}</span>${t(`warnings.${of.kind}_title`)}</span></h2>
    <p><a href="${at("groups", of.group_id)}?tab=hooks">${of.hook_name}</a> <span class="id">${of.hook_id}</span>${of.about.name ? html` · <a href=${at(place, ...(["queues", "topics"].includes(place) ? [of.about.name] : []))}>${of.about.name}</a>` : ""} · ${t("warnings.since")} <${Time} at=${of.since} /></p>
    <p class="measure">${t(`warnings.${of.kind}`, of.args)}</p>
    ${of.change ? html`<p>${t("warnings.change")} <code>${of.change.operation} ${Object.entries(of.change.parameters).map(([name, value]) => `${name}=${value}`).join(" ")}</code></p>` : ""}
    <p class="row">${of.change && COMPLETE.has(of.kind) ? html`<${Act} label=${t("warnings.do")} name=${`${t("warnings.do")}: ${t(`warnings.${of.kind}_title`)} ${of.hook_name}`} what=${operation(of.change.product, of.change.operation, of.change.parameters)} done=${t("warnings.done", { hook: of.hook_name })} />` : ""}
      ${of.change ? html`${COMPLETE.has(of.kind) ? "" : html`<${CopyCommand} of=${operation(of.change.product, of.change.operation, of.change.parameters)} name=${of.change.operation} />`} <a href="${at("api", of.change.product, of.change.operation)}?values=${encodeURIComponent(JSON.stringify(of.change.parameters))}">${t("warnings.explorer")}</a>` : ""}
      <button type="button" aria-pressed=${quiet} onClick=${mute}>${t("warnings.mute")}</button></p></article>`;
}

const kindOf = (where) => where.query.kind ?? "";

function Kinds({ of, where }) {
  const kinds = [...new Set([...of.map((each) => each.kind), kindOf(where)])].filter(Boolean).sort();
  return html`<label>${t("faults.kind")}<select value=${kindOf(where)} onChange=${(event) => { location.hash = `${at("warnings")}${event.target.value ? `?kind=${encodeURIComponent(event.target.value)}` : ""}`; }}>
    <option value="">${t("instances.every")}</option>${kinds.map((kind) => html`<option key=${kind} value=${kind}>${has(`warnings.${kind}_title`) ? t(`warnings.${kind}_title`) : kind}</option>`)}</select></label>`;
}

// What has been changed away: it does not leave in silence.
function Solved({ of }) {
  if (!of.length) return null;
  return html`<h2>${t("warnings.solved")}</h2><ul>${of.map((each) => html`<li key=${`${each.hook_id}/${each.kind}`}>${t(`warnings.${each.kind}_title`)} <a href="${at("groups", each.group_id)}?tab=hooks">${each.hook_name}</a> · <${Time} at=${each.since} /> – <${Time} at=${each.solved_at} /></li>`)}</ul>`;
}

export function Page({ where }) {
  const [all, turn] = useState(false);
  const [, again] = useState(0);
  return html`<${Of} path="warnings">${(list) => {
    const quiet = muted();
    const mute = (each) => { quiet.has(key(each)) ? quiet.delete(key(each)) : quiet.add(key(each)); localStorage.setItem(KEPT, JSON.stringify([...quiet])); again(Math.random()); };
    const shown = list.items.filter((each) => (all || !quiet.has(key(each))) && ["", each.kind].includes(kindOf(where)));
    return html`<p class="row"><${Kinds} of=${list.items} where=${where} /><button type="button" aria-pressed=${all} onClick=${() => turn(!all)}>${t("warnings.muted", { n: list.items.length - list.items.filter((each) => !quiet.has(key(each))).length })}</button></p>
      ${shown.length ? shown.map((each) => html`<${One} key=${key(each)} of=${each} quiet=${quiet.has(key(each)) ? "true" : "false"} mute=${() => mute(each)} />`) : html`<p class="muted measure">${kindOf(where) ? t("warnings.none_so") : t("warnings.none")}</p>`}
      <${Solved} of=${list.solved} />
      ${list.groups.total > list.groups.looked_at ? html`<p class="muted">${t("warnings.looked", { n: list.groups.looked_at, total: list.groups.total })}</p>` : ""}`;
  }}</${Of}>`;
}
