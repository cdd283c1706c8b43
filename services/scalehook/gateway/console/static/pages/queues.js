// Queues, and what is in them: looking takes nothing.
import { html, useEffect, useRef, useState } from "../vendor/ui.js";
import { Act, act, asking, at, Copy, Facts, Find, Id, Of, pretty, State, Time, why } from "../parts.js";
import { own, scalehook, then } from "../commands.js";
import { Graph } from "../graph.js";
import { Long, LongList } from "../long.js";
import { look } from "../stack.js";
import { t } from "../words.js";
import { Dead } from "./dead.js";
import { hex } from "./hex.js";

const path = (where) => `queues/${encodeURIComponent(where.id)}`;
const SAMPLES = "console/hook-messages";
const depth = (where) => `series/queues/${encodeURIComponent(where.id)}`;
export const title = (where) => (where.id ? t("queues.one", { name: where.id }) : t("page.queues"));
const STATES = ["ready", "held", "delayed"];
const filter = (where) => asking({ state: STATES.includes(where.query.state) ? where.query.state : "", find: where.query.find ?? "" });
const list = new Long((where) => `${path(where)}/messages${filter(where)}`, (found) => found.messages);
export const watches = (where) => (where.id ? [path(where), depth(where), SAMPLES, ...list.watches(where)] : [...queues.watches(where), ...topics.watches(where), "console/dead"]);
const queues = new Long(() => "queues"), topics = new Long(() => "topics");

// What hooks send, to be changed and sent by hand.
const Samples = ({ take }) => html`<${Of} path=${SAMPLES}>${({ items }) => html`<label>${t("queues.sample")}<select aria-label=${t("queues.sample")} value="" onChange=${(event) => { const found = items.find((each) => each.name === event.target.value); if (found) take(found.body); event.target.value = ""; }}><option value=""></option>${items.map((each) => html`<option>${each.name}</option>`)}</select></label>`}</${Of}>`;
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function Send({ name, draft }) {
  const [body, type] = useState("");
  useEffect(() => { if (draft !== null) { type(draft.text); encode(false); } }, [draft]);
  const [delay, setDelay] = useState("0");
  const [priority, rank] = useState("");
  const [encodes, encode] = useState(false);
  const form = useRef(null);
  const later = Number(delay) ? ["--delay", `${Number(delay)}s`] : [];
  const first = priority ? { priority: Number(priority) } : {};
  const text = encodes ? base64(body) : body;
  const take = (sample) => { type(sample); encode(true); };
  const what = own("POST", "mns/send", { queue: name, body: text, delay: Number(delay), ...first }, scalehook("queue", "send", name, text, ...later, ...(priority ? ["--priority", priority] : [])));
  const keys = (event) => { if (event.ctrlKey && event.key === "Enter") form.current.querySelector("button").click(); };
  return html`<section class="panel" ref=${form} onKeyDown=${keys}><h2>${t("queues.send")}</h2>
    <label>${t("queues.body")}<textarea value=${body} onInput=${(event) => type(event.target.value)}></textarea></label>
    <div class="row"><${Samples} take=${take} /><label class="check"><input type="checkbox" checked=${encodes} onChange=${(event) => encode(event.target.checked)} /><span>${t("queues.encode")}</span></label><label>${t("queues.delay")}<input type="number" min="0" max="604800" value=${delay} onInput=${(event) => setDelay(event.target.value)} /></label>
    <label>${t("queues.priority")}<input type="number" min="1" max="16" placeholder="8" value=${priority} onInput=${(event) => rank(event.target.value)} /></label>
    <${Act} kind="primary" label=${t("queues.send")} off=${body ? "" : t("queues.no_body")} what=${what} done=${(sent) => t("queues.sent", { id: sent.message_id })} /></div></section>`;
}

function Purge({ name, count }) {
  const dialog = useRef(null);
  const purge = then(own("POST", "mns/purge", { queue: name }, scalehook("queue", "purge", name)), () => dialog.current.close());
  const reason = why();
  return html`<button type="button" aria-disabled=${reason ? "true" : "false"} title=${reason} onClick=${() => reason || dialog.current.showModal()}>${t("queues.purge")}</button>
    <dialog ref=${dialog} aria-label=${t("queues.purge")}><p>${t("queues.purge_all", { n: count, name })}</p>
    <div class="row"><${Act} kind="danger" label=${t("queues.purge_yes")} what=${purge} done=${(answer) => t("queues.purged", { n: answer.purged })} />
    <button type="button" onClick=${() => dialog.current.close()}>${t("act.cancel")}</button></div></dialog>`;
}

const FORMS = { pretty, raw: (text) => text, hex };

function Body({ message: shown, queue, again }) {
  const [form, show] = useState("pretty");
  const [whole, keep] = useState(null);
  const message = whole?.message_id === shown.message_id ? { ...shown, body: whole.body } : shown;
  const all = () => act(() => look(`queues/${encodeURIComponent(queue)}/messages/${encodeURIComponent(shown.message_id)}`), "").then((found) => found && keep(found.message));
  return html`<section class="panel" aria-label=${t("queues.message")}><h2>${t("queues.message")} <span class="id">${message.message_id}</span></h2>
    <p class="row"><${State} name=${message.state} /> ${t("queues.sent_at")} <${Time} at=${message.enqueue_time} /> · ${t("queues.received", { n: message.dequeue_count })}
      ${[["raw", t("queues.raw")], ["hex", t("queues.hex")]].map(([name, label]) => html`<button type="button" key=${name} aria-pressed=${form === name} onClick=${() => show(form === name ? "pretty" : name)}>${label}</button>`)}<${Copy} text=${message.body} />
      ${message.body_length > message.body.length ? "" : html`<button type="button" onClick=${() => again(message.body)}>${t("queues.again")}</button>`}</p>
    <pre tabindex="0" class=${form === "hex" ? "unwrapped" : ""}>${FORMS[form](message.body)}</pre>
    ${message.body_length > message.body.length ? html`<p class="muted">${t("queues.cut", { n: message.body.length, total: message.body_length })} <button type="button" onClick=${all}>${t("queues.whole")}</button></p>` : ""}</section>`;
}

// How many are in which state, each as a way to see them alone; and those with a text in them.
function Counts({ of, name, where }) {
  const counts = [of.active_messages, of.inactive_messages, of.delay_messages];
  const { state = "", find = "" } = Object.fromEntries(new URLSearchParams(filter(where)));
  const to = (query) => `${at("queues", name)}${asking(query)}`;
  return html`<div class="row"><nav class="tabs" aria-label=${t("queues.states")}><a href=${to({ find })} aria-current=${state ? null : "page"}>${t("queues.every")} ${counts.reduce((sum, n) => sum + n)}</a>
      ${STATES.map((each, n) => html`<a key=${each} href=${to({ state: each, find })} aria-current=${each === state ? "page" : null}><${State} name=${each} n=${counts[n]} /></a>`)}</nav>
    <label><span class="skip">${t("queues.find")}</span><${Find} of=${find} placeholder=${t("queues.find")} maxlength="256" show=${(text) => { location.hash = to({ state, find: text }); }} /></label>
    <span class="grow"></span><${Purge} name=${name} count=${of.active_messages + of.inactive_messages + of.delay_messages} /></div>`;
}

// What gets the next message, as a consumer does.
const receiving = (name) => scalehook("queue", "receive", name, "--wait", "30s");

function Messages({ where, again }) {
  const [chosen, choose] = useState(null);
  const kept = useRef(null);
  const found = list.first(where)?.view ?? kept.current; // while others are asked for
  kept.current = found;
  const message = found?.messages.find((each) => each.message_id === chosen?.message_id) ?? chosen;
  const row = (each) => ({ key: each.message_id, cells: [
    html`<button type="button" aria-pressed=${each.message_id === chosen?.message_id} onClick=${() => choose(each)}><${Id} id=${each.message_id} /></button>`,
    html`<${State} name=${each.state} />`, html`<${Time} at=${each.enqueue_time} />`, each.dequeue_count,
    each.state === "ready" ? t("queues.now") : html`<${Time} at=${each.next_visible_time} />`, each.body_length, pretty(each.body).replace(/\s+/g, " ").slice(0, 60)] });
  return html`${found ? html`<${Counts} of=${found} name=${where.id} where=${where} /><${Graph} of=${depth(where)} label=${t("queues.depth")} />` : ""}
    <${LongList} of=${list} where=${where} label=${t("queues.messages")} row=${row} all=${found ? found.active_messages + found.inactive_messages + found.delay_messages : 0} empty=${filter(where) ? t("queues.none_so") : html`${t("queues.empty")} ${t("queues.receive")} <code>${receiving(where.id)}</code> <${Copy} text=${receiving(where.id)} />`} columns="minmax(13rem, 2fr) minmax(7rem, 1fr) minmax(11rem, 1fr) minmax(5rem, 0.5fr) minmax(11rem, 1fr) minmax(4rem, 0.5fr) minmax(10rem, 4fr)"
      heads=${[t("head.id"), t("head.state"), t("queues.sent_at"), t("queues.receives"), t("queues.visible"), t("queues.size"), t("queues.body")]} />
    <p class="muted">${t("queues.peek")}</p>${message ? html`<${Body} message=${message} queue=${where.id} again=${again} />` : ""}`;
}

const queueRow = (q) => ({ key: q.queue_name, cells: [html`<a href=${at("queues", q.queue_name)}>${q.queue_name}</a>`, q.active_messages, q.inactive_messages, q.delay_messages, `${q.visibility_timeout} s`] });
const topicRow = (each) => ({ key: each.topic_name, cells: [html`<a href=${at("topics", each.topic_name)}>${each.topic_name}</a>`, each.subscriptions, each.pushes] });

function All({ where }) {
  return html`<${LongList} of=${queues} where=${where} label=${t("page.queues")} row=${queueRow} empty=${t("queues.none")} columns="minmax(14rem, 4fr) repeat(4, minmax(6rem, 1fr))"
      heads=${[t("head.name"), t("queues.ready"), t("queues.held"), t("queues.delayed"), t("queues.visibility")]} />
    <h2>${t("topics.title")}</h2>
    <${LongList} of=${topics} where=${where} label=${t("topics.title")} row=${topicRow} empty=${t("topics.none")} columns="minmax(14rem, 4fr) repeat(2, minmax(6rem, 1fr))"
      heads=${[t("head.name"), t("topics.subscriptions"), t("topics.pushes")]} />
    <h2>${t("page.dead")}</h2><${Dead} />`;
}

export function Page({ where }) {
  const [draft, write] = useState(null);
  const again = (text) => { write({ text }); document.querySelector("main textarea").focus(); };
  if (!where.id) return html`<${All} where=${where} />`;
  return html`<${Messages} where=${where} again=${again} /><${Send} name=${where.id} draft=${draft} />
    <h2>${t("queues.settings")}</h2><${Of} path=${path(where)}>${({ queue }) => html`<${Facts} of=${queue} />`}</${Of}>`;
}
