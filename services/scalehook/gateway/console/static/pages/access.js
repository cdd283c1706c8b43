// Who was refused what, what would have allowed it, and what a template or a hook will need.
import { html, useEffect, useState } from "../vendor/ui.js";
import { past } from "../clock.js";
import { scalehook } from "../commands.js";
import { act, asking, at, Copy, CopyCommand, pretty, Time } from "../parts.js";
import { Long, LongList } from "../long.js";
import { change } from "../stack.js";
import { t } from "../words.js";
import { Attach } from "./attach.js";

export const title = () => t("page.access");
const filter = ({ principal, action }) => asking({ principal, action });
const list = new Long((where) => `refusals${filter(where.query)}`);
export const watches = (where) => list.watches(where);

const NAMED = /(?:^|:)(?:assumed-)?(user|role)\/([^/]+)/;
const TRUST = "AssumeRolePolicy";

// Whose policy has to say it: of a trust, the role's that was to be assumed.
function holder(of) {
  const [, kind, name] = NAMED.exec(of.scope === TRUST ? of.resources[0] : of.principal) ?? [];
  return kind ? { kind, name } : null;
}

function obstacle(of) {
  if (of.scope === "SessionPolicy") return t("access.session");
  if (of.explicit) return t("access.deny_first");
  return holder(of) ? "" : t("access.nobody");
}

const Refusal = ({ of }) => html`<article class="panel">
  <h2><span class="badge bad"><span aria-hidden="true">✕ </span>${of.action}</span> ${of.count > 1 ? `×${of.count}` : ""}</h2>
  <p>${of.principal_name} <span class="id">${of.principal}</span> · <${Time} at=${of.refused_at * 1000} /> · <a href=${at("timeline", of.request_id)}>${t("page.timeline")}</a></p>
  <p class="id">${of.resources.join(", ")}</p><p>${of.reason}</p>
  ${of.explicit ? html`<p class="alert">${t("access.denied")} ${of.denied_by.map((each) => `${each.policy_name} (${each.attached_to})`).join(", ")}</p>` : ""}
  ${of.statement ? html`<p class="muted">${t("access.statement")}</p><pre tabindex="0">${pretty(of.statement)}</pre>
    <p class="row"><${Copy} text=${of.statement} /><${Attach} statements=${[JSON.parse(of.statement)]} to=${holder(of)} trust=${of.scope === TRUST} off=${obstacle(of)} title=${of.action} name=${`${of.action}-${of.refusal_id}`} /></p>` : ""}</article>`;

function Need({ of }) {
  const [kind, name] = of.who.split("/");
  const lacks = of.lacking.length > 0;
  return html`<article class="panel" aria-label=${`${of.who} ${of.kind}`}><h2>${t(`access.${of.kind}_of`, { who: of.who })}</h2><p>${of.why}</p>
    ${lacks ? html`<p class="alert">${t("access.lacking", { what: of.lacking.join(", ") })}</p>` : ""}
    <pre tabindex="0">${JSON.stringify(of.document, null, 2)}</pre>
    <p class="row"><${Copy} text=${JSON.stringify(of.document, null, 2)} />${name ? html`<${Attach} statements=${of.document.Statement} to=${{ kind, name }} trust=${of.kind === "trust"} off=${lacks ? "" : t("access.has_it")} title=${of.why} name=${`${name}-needs`} />` : ""}</p></article>`;
}

function Plan({ where }) {
  const [name, type] = useState(where.query.plan ?? "");
  const [role, choose] = useState("");
  const [needs, keep] = useState(null);
  const off = past.value ? t("past.read_only") : name.trim() ? "" : t("access.no_name");
  const show = async () => { const found = off || await act(() => change("POST", "access/plan", { name: name.trim(), role: role.trim() }), ""); if (found?.needs) keep(found.needs); };
  useEffect(() => { if (!off) show(); }, []);
  const command = { command: scalehook("access", "plan", name.trim(), ...(role.trim() ? ["--role", role.trim()] : [])) };
  return html`<section class="panel" aria-label=${t("access.plan_title")}><h2>${t("access.plan_title")}</h2>
    <form class="row" onSubmit=${(event) => { event.preventDefault(); show(); }}><label>${t("access.plan_of")}<input value=${name} onInput=${(event) => type(event.target.value)} /></label>
    <label>${t("access.plan_role")}<input value=${role} placeholder="OOSServiceRole" onInput=${(event) => choose(event.target.value)} /></label>
    <span class="act"><button type="submit" aria-disabled=${off ? "true" : "false"} title=${off}>${t("access.plan")}</button><${CopyCommand} of=${command} name=${t("access.plan")} /></span></form>
    ${needs?.map((each) => html`<${Need} key=${`${each.who}/${each.kind}`} of=${each} />`)}</section>`;
}

// One of the actions that anybody was refused.
function Actions({ where }) {
  const { action = "" } = where.query, known = list.first(where)?.view?.actions ?? [];
  const actions = known.includes(action) || !action ? known : [action, ...known];
  const show = (event) => { location.hash = `${at("access")}${filter({ ...where.query, action: event.target.value })}`; };
  return html`<p class="row"><label>${t("access.action")}<select aria-label=${t("access.action")} value=${action} onChange=${show}><option value="">${t("instances.every")}</option>${actions.map((each) => html`<option>${each}</option>`)}</select></label></p>`;
}

export function Page({ where }) {
  const [chosen, choose] = useState(null);
  const same = (each) => chosen && each.principal === chosen.principal && each.action === chosen.action && each.resources.join() === chosen.resources.join();
  const found = list.first(where)?.view?.items ?? [];
  const shown = found.find(same) ?? chosen ?? found[0]; // without a choice the latest; a count goes on
  const row = (each) => ({ key: each.refusal_id, cells: [
    html`<button type="button" aria-pressed=${each.refusal_id === shown?.refusal_id} onClick=${() => choose(each)}>${each.action}</button>`,
    html`<a href="${at("access")}${filter({ ...where.query, principal: each.principal })}">${each.principal_name}</a>`, html`<span class="id">${each.resources.join(", ")}</span>`, `×${each.count}`, html`<${Time} at=${each.refused_at * 1000} />`] });
  return html`${where.query.principal ? html`<p class="row"><span>${t("access.of_one")}</span> <span class="id">${where.query.principal}</span> <a href=${at("access")}>${t("access.of_all")}</a></p>` : ""}<${Actions} where=${where} /><${LongList} of=${list} newest where=${where} label=${t("access.refusals")} row=${row} empty=${t("access.none")} columns="minmax(14rem, 2fr) minmax(9rem, 1fr) minmax(14rem, 3fr) minmax(4rem, 0.5fr) minmax(11rem, 1fr)"
      heads=${[t("access.action"), t("access.who"), t("access.resources"), t("access.times"), t("access.last")]} />
    ${shown ? html`<${Refusal} key=${shown.refusal_id} of=${shown} />` : ""}
    <${Plan} key=${where.query.plan ?? ""} where=${where} />`;
}
