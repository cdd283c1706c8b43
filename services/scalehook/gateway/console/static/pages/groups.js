// Scaling groups: all, and one with what is in it.
import { html, useState } from "../vendor/ui.js";
import { Act, at, Facts, Id, Missing, Of, State, Table, Time } from "../parts.js";
import { t } from "../words.js";
import { view } from "../stack.js";
import { groupRow } from "./overview.js";
import { operation, then } from "../commands.js";
import { Graph } from "../graph.js";
import { Long, LongList } from "../long.js";
import { HOLDS } from "./deadlines.js";
import { Processes, Rules, rulesOf } from "./rules.js";
import { Instances, watchesOf } from "./instances.js";
import { Waits } from "./waits.js";
import { loud } from "./warnings.js";

const TABS = ["instances", "activities", "hooks", "rules", "settings"];
const every = new Long(() => "groups"), activities = new Long((where) => `${path(where)}/activities`);
const MOST_HOOKS = 500; // more than a group may have
const tab = (where) => (TABS.includes(where.query.tab) ? where.query.tab : TABS[0]);
const path = (where) => `groups/${encodeURIComponent(where.id)}`;

const capacity = (where) => `series/groups/${encodeURIComponent(where.id)}`;
const hooksOf = (where) => `${path(where)}/hooks?limit=${MOST_HOOKS}`;

export const title = (where) => (where.id ? t("groups.one") : t("groups.title"));
export function watches(where) {
  if (!where.id) return every.watches(where);
  const shown = tab(where);
  const parts = { instances: () => watchesOf(where), activities: () => activities.watches(where), hooks: () => [hooksOf(where), "warnings"], rules: () => [rulesOf(where)], settings: () => [] };
  return [path(where), capacity(where), HOLDS, ...parts[shown]()];
}

// A group as the cloud describes it, as a line of the overview has it.
const COUNTS = { InService: "active", Pending: "pending", "Pending:Wait": "pending_wait", Protected: "protected", Standby: "standby", Stopped: "stopped", Removing: "removing", "Removing:Wait": "removing_wait" };
const asLine = (of) => ({ id: of.scaling_group_id, name: of.scaling_group_name, state: of.lifecycle_state, min_size: of.min_size, max_size: of.max_size,
  instances: Object.fromEntries(Object.entries(COUNTS).map(([state, name]) => [state, of[`${name}_capacity`]]).filter(([, n]) => n)) });

const activityRow = (each) => ({ key: each.scaling_activity_id, cells: [
  html`<${Id} id=${each.scaling_activity_id} href=${at("timeline", each.scaling_activity_id)} />`,
  html`<${State} name=${each.status_code} />`, html`<progress max="100" value=${each.progress} aria-label=${each.scaling_activity_id}></progress> ${each.progress} %`, each.cause, html`<${Time} at=${each.start_time} />`, html`<${Time} at=${each.end_time} />`,
] });

const warned = (hook) => loud(view("warnings")?.view?.items ?? []).filter((each) => each.hook_id === hook.lifecycle_hook_id);
const hookRow = (each) => ({ key: each.lifecycle_hook_id, cells: [
  html`${each.lifecycle_hook_name} <${Id} id=${each.lifecycle_hook_id} /> <a href="${at("access")}?plan=${encodeURIComponent(each.lifecycle_hook_id)}">${t("access.plan_link")}</a>`, each.lifecycle_transition, `${each.heartbeat_timeout} s`, each.default_result,
  html`<${State} name=${each.lifecycle_hook_status} />`, html`<span class="row">${Object.entries(each.ended).map(([end, n]) => html`<${State} key=${end} name=${end} n=${n} />`)}</span>`, html`<span class="id">${each.notification_arn}</span>`,
  each.notified ? html`<${State} name=${each.notified.outcome} /> <${Time} at=${each.notified.at} /> <a href=${at("timeline", each.notified.token)}>${t("page.timeline")}</a> ${each.notified.reason}` : "–",
  warned(each).length ? html`<a class="badge waiting" href="${at("warnings")}?hook=${encodeURIComponent(each.lifecycle_hook_id)}">▲ ${warned(each).length}</a>` : "–",
] });

function Content({ where, group, waiting }) {
  const shown = tab(where);
  if (shown === "instances") return html`<${Instances} where=${where} waiting=${waiting} all=${group.total_capacity} />`;
  if (shown === "rules") return html`<${Rules} where=${where} />`;
  if (shown === "settings") {
    const plain = Object.entries(group).filter(([, value]) => typeof value !== "object").map(([name, value]) => [name, String(value)]);
    return html`<${Facts} of=${Object.fromEntries(plain)} /><${Processes} group=${group} />`;
  }
  if (shown === "activities") {
    return html`<${LongList} of=${activities} newest where=${where} label=${t("groups.activities")} row=${activityRow} empty=${t("groups.no_activities")} columns="minmax(13rem, 2fr) minmax(8rem, 1fr) minmax(12rem, 1fr) minmax(12rem, 4fr) minmax(11rem, 1fr) minmax(11rem, 1fr)"
      heads=${[t("head.id"), t("head.state"), t("groups.progress"), t("head.cause"), t("head.started"), t("head.ended")]} />`;
  }
  return html`<${Missing} paths=${["warnings"]} /><${Of} path=${hooksOf(where)}>${(list) => html`
    <${Table} label=${t("groups.hooks")} rows=${list.items.map(hookRow)} empty=${t("groups.no_hooks")}
      heads=${[t("head.name"), t("head.transition"), t("head.timeout"), t("head.default"), t("head.state"), t("groups.ended"), t("head.target"), t("groups.notified"), t("page.warnings")]} />
    <p class="muted">${t("list.shown", { n: list.items.length, total: list.total })}</p>`}</${Of}>`;
}

function Scaling({ group }) {
  const [by, type] = useState("1");
  const [ids, name] = useState("");
  const named = ids.split(/[\s,]+/).filter(Boolean);
  const id = { ScalingGroupId: group.scaling_group_id };
  const active = group.lifecycle_state === "Active";
  return html`<div class="row"><label>${t("groups.by")}<input type="number" value=${by} onInput=${(event) => type(event.target.value)} /></label>
    <${Act} kind="primary" label=${t("groups.scale")} what=${operation("Ess", "ScaleWithAdjustment", { ...id, AdjustmentType: "QuantityChangeInCapacity", AdjustmentValue: Number(by) })} done=${(answer) => t("groups.scaled", { id: answer.ScalingActivityId })} />
    <${Act} label=${active ? t("groups.disable") : t("groups.enable")} what=${operation("Ess", active ? "DisableScalingGroup" : "EnableScalingGroup", id)} done=${active ? t("groups.disabled") : t("groups.enabled")} />
    <label>${t("groups.ids")}<input value=${ids} onInput=${(event) => name(event.target.value)} /></label>
    <${Act} label=${t("groups.attach")} off=${named.length ? "" : t("groups.no_ids")} what=${then(operation("Ess", "AttachInstances", { ...id, InstanceIds: named }), () => name(""))} done=${(answer) => t("groups.scaled", { id: answer.ScalingActivityId })} /></div>`;
}

export function Page({ where }) {
  if (!where.id) {
    return html`<${LongList} of=${every} where=${where} label=${t("groups.title")} row=${(each) => groupRow(asLine(each))} empty=${t("groups.none")} columns="minmax(18rem, 3fr) minmax(7rem, 1fr) minmax(10rem, 1fr) minmax(14rem, 3fr)"
      heads=${[t("head.name"), t("head.state"), t("head.size"), t("head.instances")]} />`;
  }
  return html`<${Of} path=${path(where)}>${({ group, waiting }) => html`
    <p class="row"><strong>${group.scaling_group_name}</strong> <${Id} id=${group.scaling_group_id} /> <${State} name=${group.lifecycle_state} />
      ${t("groups.bounds", { min: group.min_size, max: group.max_size })} · ${group.desired_capacity === null ? "" : `${t("groups.wanted", { n: group.desired_capacity })} · `}${t("groups.total", { n: group.total_capacity })}</p>
    <${Scaling} group=${group} />
    ${waiting.items.length ? html`<h2>${t("waits.title", { n: waiting.total })}</h2><${Missing} paths=${[HOLDS]} /><${Waits} waiting=${waiting} />` : null}
    <${Graph} of=${capacity(where)} label=${t("groups.capacity")} />
    <nav class="tabs" aria-label=${t("groups.parts")}>${TABS.map((name) => html`<a href="${at("groups", where.id)}?tab=${name}" aria-current=${name === tab(where) ? "page" : null}>${t(`groups.${name}`)}</a>`)}</nav>
    <${Content} where=${where} group=${group} waiting=${waiting} />`}</${Of}>`;
}
