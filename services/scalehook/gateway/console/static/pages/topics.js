// A topic: who gets its messages, and what became of each attempt.
import { html, useState } from "../vendor/ui.js";
import { Act, Of, State, Table, Time } from "../parts.js";
import { now } from "../clock.js";
import { byHand, own, scalehook } from "../commands.js";
import { t } from "../words.js";

const path = (where) => `topics/${encodeURIComponent(where.id)}`;
export const title = (where) => t("topics.one", { name: where.id });
export const watches = (where) => [path(where)];

// A push that waits is attempted without waiting, by the last line that its message has for a subscription.
function Now({ of, all, topic }) {
  const last = all.findLast((each) => each.message_id === of.message_id && each.subscription_name === of.subscription_name);
  if (of !== last || of.outcome !== "retried") return html`<${Time} at=${of.next_attempt_time} />`;
  const body = { topic, subscription: of.subscription_name, message: of.message_id };
  return html`<span class="row"><${Time} at=${of.next_attempt_time} /><${Act} label=${t("topics.now")} name=${`${t("topics.now")}: ${of.subscription_name} ${of.message_id}`} off=${of.next_attempt_time > now() ? "" : t("topics.is_attempted")}
    what=${own("POST", "mns/attempt", body, byHand("mns/attempt", body))} done=${t("topics.attempted")} /></span>`;
}

export function Page({ where }) {
  const [body, type] = useState("");
  return html`<${Of} path=${path(where)}>${(topic) => html`
    <${Table} label=${t("topics.subscriptions")} heads=${[t("head.name"), t("head.target"), t("topics.strategy"), t("topics.tag")]} empty=${t("topics.no_subscriptions")}
      rows=${topic.subscriptions.map((s) => ({ key: s.subscription_name, cells: [s.subscription_name, html`<span class="id">${s.endpoint}</span>`, s.notify_strategy, s.filter_tag] }))} />
    ${topic.warnings.map((each) => html`<p class="alert" key=${each.subscription_name}>${each.subscription_name}: ${each.reason}</p>`)}
    <h2>${t("topics.attempts")}</h2>
    <${Table} label=${t("topics.attempts")} heads=${[t("head.name"), t("topics.attempt"), t("head.started"), t("head.state"), t("dead.reason"), t("topics.next")]} empty=${t("topics.no_attempts")}
      rows=${[...topic.deliveries].reverse().map((d) => ({ key: `${d.subscription_name}/${d.message_id}/${d.attempt}`, cells: [d.subscription_name, d.attempt, html`<${Time} at=${d.at} />`, html`<${State} name=${d.outcome} />`, d.reason, html`<${Now} of=${d} all=${topic.deliveries} topic=${where.id} />`] }))} />
  `}</${Of}>
  <section class="panel"><h2>${t("topics.publish")}</h2><label>${t("queues.body")}<textarea value=${body} onInput=${(event) => type(event.target.value)}></textarea></label>
    <${Act} kind="primary" label=${t("topics.publish")} off=${body ? "" : t("queues.no_body")} what=${own("POST", "mns/publish", { topic: where.id, body }, scalehook("topic", "publish", where.id, body))} done=${(sent) => t("queues.sent", { id: sent.message_id })} /></section>`;
}
