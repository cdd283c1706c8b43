// The instances of a group: any number of them, some or all chosen, and what can be done to those.
import { html, useRef, useState } from "../vendor/ui.js";
import { Act, asking, at, Countdown, Id, Missing, State, Time, why } from "../parts.js";
import { operation, then } from "../commands.js";
import { Long, LongList } from "../long.js";
import { view } from "../stack.js";
import { t } from "../words.js";

const FIRST_FIVE = 5;
const STATES = ["InService", "Pending", "Pending:Wait", "Protected", "Standby", "Stopped", "Removing", "Removing:Wait"];

const HEALTH = ["Healthy", "Unhealthy"];

// What is asked for; what there is not is passed over.
const asked = ({ query }) => ({ state: STATES.includes(query.state) ? query.state : "", health: HEALTH.includes(query.health) ? query.health : "" });
const list = new Long((where) => `groups/${encodeURIComponent(where.id)}/instances${asking(asked(where))}`);
const backEnds = (where) => `back-ends/${encodeURIComponent(where.id)}`;
export const watchesOf = (where) => [backEnds(where), ...list.watches(where)];

// In how many of the group's back ends it is, and in which.
function BackEnds({ id, all }) {
  const serving = all.filter((each) => each.servers.includes(id)).map((each) => each.id);
  return all.length ? html`<span title=${serving.join(", ")}>${t("instances.serves", { n: serving.length, all: all.length })}</span>` : "–";
}

function cells(each, waits, behind) {
  const wait = waits[each.instance_id];
  return [
    html`<${Id} id=${each.instance_id} href=${at("timeline", each.instance_id)} />`, html`<${State} name=${each.lifecycle_state} />`, html`<${State} name=${each.health_status} />`,
    wait ? html`${wait.hook_name} <${Countdown} to=${wait.deadline} />` : "–", each.private_ip_address, html`<${BackEnds} id=${each.instance_id} all=${behind} />`, html`<${Time} at=${each.created_time} />`,
  ];
}

function Removing({ ids, group, done }) {
  const dialog = useRef(null);
  const remove = then(operation("Ess", "RemoveInstances", { ScalingGroupId: group, InstanceIds: ids }), () => { dialog.current.close(); done(); });
  const reason = why() || (ids.length ? "" : t("instances.none_chosen"));
  return html`<button type="button" class="danger" aria-disabled=${reason ? "true" : "false"} title=${reason} onClick=${() => reason || dialog.current.showModal()}>${t("instances.remove")} …</button>
    <dialog ref=${dialog} aria-label=${t("instances.remove")}><p>${t("instances.remove_these", { n: ids.length })}</p><ul>${ids.slice(0, FIRST_FIVE).map((id) => html`<li class="id">${id}</li>`)}${ids.length > FIRST_FIVE ? html`<li>…</li>` : ""}</ul>
    <div class="row"><${Act} kind="danger" label=${t("instances.remove_yes")} what=${remove} done=${t("instances.removed", { n: ids.length })} /><button type="button" onClick=${() => dialog.current.close()}>${t("act.cancel")}</button></div></dialog>`;
}

function Actions({ group, chosen, clear }) {
  const ids = [...chosen];
  const off = ids.length ? "" : t("instances.none_chosen");
  const act = (name, more = {}) => then(operation("Ess", name, { ScalingGroupId: group, InstanceIds: ids, ...more }), clear);
  const buttons = { protect: act("SetInstancesProtection", { ProtectedFromScaleIn: true }), unprotect: act("SetInstancesProtection", { ProtectedFromScaleIn: false }), standby: act("EnterStandby"), service: act("ExitStandby"), detach: act("DetachInstances") };
  return html`<p class="row"><span>${t("instances.chosen", { n: ids.length })}</span>${Object.entries(buttons).map(([name, what]) => html`<${Act} key=${name} label=${t(`instances.${name}`)} off=${off} what=${what} done=${t(`instances.${name}_done`, { n: ids.length })} />`)}<${Removing} ids=${ids} group=${group} done=${clear} /></p>`;
}

// One of these, or all.
const Choice = ({ label, of, value, choose }) => html`<label>${label}<select aria-label=${label} value=${value} onChange=${(event) => choose(event.target.value)}><option value="">${t("instances.every")}</option>${of.map((each) => html`<option>${each}</option>`)}</select></label>`;

export function Instances({ where, waiting, all }) {
  const [chosen, mark] = useState(new Set());
  const waits = Object.fromEntries(waiting.items.flatMap((wait) => wait.instance_ids.map((id) => [id, wait])));
  const behind = view(backEnds(where))?.view?.items ?? [];
  const row = (each) => ({ key: each.instance_id, cells: cells(each, waits, behind) });
  const choose = (keys, on) => mark((now) => { const next = new Set(now); for (const key of keys) next[on ? "add" : "delete"](key); return next; });
  const clear = () => mark((now) => new Set([...now].filter((key) => !chosen.has(key)))); // others were chosen meanwhile
  const { state, health } = asked(where);
  const show = (more) => { location.hash = `${at("groups", where.id)}${asking({ tab: "instances", ...asked(where), ...more })}`; };
  return html`<${Missing} paths=${[backEnds(where)]} /><div class="row"><${Choice} label=${t("head.state")} of=${STATES} value=${state} choose=${(value) => show({ state: value })} /><${Choice} label=${t("head.health")} of=${HEALTH} value=${health} choose=${(value) => show({ health: value })} /><${Actions} group=${where.id} chosen=${chosen} clear=${clear} /></div>
    <${LongList} of=${list} where=${where} label=${t("groups.instances")} heads=${[t("head.id"), t("head.state"), t("head.health"), t("head.waits_for"), "IP", t("instances.back_ends"), t("head.created")]} row=${row} all=${all} empty=${asking(asked(where)) ? t("instances.none_so") : t("groups.no_instances")} chosen=${chosen} choose=${choose} />`;
}
