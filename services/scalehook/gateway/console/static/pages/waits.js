// Lifecycle actions that somebody is to complete.
import { html, useState } from "../vendor/ui.js";
import { Act, at, Countdown, Id, Time } from "../parts.js";
import { operation } from "../commands.js";
import { moveTo } from "../moves.js";
import { view } from "../stack.js";
import { t } from "../words.js";
import { HOLDS } from "./deadlines.js";

const common = (wait) => ({ LifecycleHookId: wait.hook_id, LifecycleActionToken: wait.token });
const complete = (wait, result) => operation("Ess", "CompleteLifecycleAction", { ...common(wait), LifecycleActionResult: result });
const extend = (wait) => operation("Ess", "RecordLifecycleActionHeartbeat", { lifecycleHookId: wait.hook_id, lifecycleActionToken: wait.token });

function Wait({ wait, before }) {
  const [result, choose] = useState("CONTINUE");
  const of = wait.instance_ids.join(", ");
  const held = view(HOLDS)?.view?.items.find((each) => each.action === wait.token);
  const spent = wait.heartbeats >= wait.most_heartbeats ? t("waits.no_more") : "";
  return html`<li class="panel wait" data-wait=${wait.token}>
    <div class="row">
      <strong><a href=${at("groups", wait.group_id)}>${wait.group_name}</a> / ${wait.hook_name}</strong>
      <span class="badge waiting"><span aria-hidden="true">${wait.transition === "SCALE_IN" ? "↗" : "↘"} </span>${wait.transition}</span>
      ${wait.instance_ids.map((id) => html`<${Id} id=${id} href=${at("timeline", id)} />`)}
      <span class="grow"></span><${Countdown} to=${wait.deadline} />
    </div>
    <div class="muted">${t("waits.since")} <${Time} at=${wait.started_at} /> · ${t("waits.default", { result: wait.default_result })}${" · "}${t("waits.heartbeats", { n: wait.heartbeats, most: wait.most_heartbeats })}${held ? ` · ${t(`held.${held.kind}`)} ${held.holder} (${held.name})` : ""}</div>
    <div class="row">
      <select aria-label=${t("waits.result", { of })} value=${result} onChange=${(event) => choose(event.target.value)}>
        ${wait.allowed_results.map((each) => html`<option>${each}</option>`)}
      </select>
      <${Act} kind="primary" label=${t("waits.complete")} name=${`${t("waits.complete")} ${of}`} what=${complete(wait, result)} done=${t("waits.completed", { of })} />
      <${Act} label=${t("waits.extend")} name=${`${t("waits.extend")} ${of}`} off=${spent} what=${extend(wait)} done=${t("waits.extended", { of })} />
      <${Act} label=${t("waits.expire")} name=${`${t("waits.expire")} ${of}`} what=${moveTo(wait.deadline)} done=${t("waits.expired", { of })} />${before ? html` <span class="muted">${t("waits.before", { n: before })}</span>` : ""}
      <a href=${at("timeline", wait.token)}>${t("page.timeline")}</a>
    </div></li>`;
}

export function Waits({ waiting }) {
  if (!waiting.items.length) return html`<p class="muted">${t("waits.none")}</p>`;
  return html`<ul class="plain">${waiting.items.map((wait) => html`<${Wait} key=${wait.token} wait=${wait} before=${waiting.items.filter((each) => each.deadline < wait.deadline).length} />`)}</ul>
    ${waiting.next && html`<p class="muted">${t("list.more", { n: waiting.items.length, total: waiting.total })}</p>`}`;
}
