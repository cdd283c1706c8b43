// Every operation of every product: a form, the call, what was signed, and the same as code.
import { html, useEffect, useRef, useState } from "../vendor/ui.js";
import { Code } from "../code.js";
import { every, Fields, whole } from "../form.js";
import { Act, at, Copy, Problem, useAnswer, why } from "../parts.js";
import { change, look, view } from "../stack.js";
import { t } from "../words.js";
import { Signing } from "./signing.js";

const KEPT = "scalehook.calls";
const MOST_KEPT = 20;
const HIDDEN = /password|secret/i;
const EXAMPLE = at("api", "Ess", "DescribeScalingGroups");
const operation = (where) => `operations/${encodeURIComponent(where.id)}/${encodeURIComponent(where.more)}`;

export const title = (where) => where.more || t("page.api");
export const watches = () => ["overview"];

const calls = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
function remember(call) {
  const parameters = Object.fromEntries(Object.entries(call.parameters).filter(([name]) => !HIDDEN.test(name)));
  sessionStorage.setItem(KEPT, JSON.stringify([{ ...call, parameters }, ...calls()].slice(0, MOST_KEPT)));
}

// What does not change while the stack runs is asked for once.
const read = new Map();
const useOnce = (path) => useAnswer(path, () => look(path), read);

// What is closed is not there: hundreds of links, drawn anew with every letter that is typed.
function Product({ product, operations, where, open }) {
  const [opened, see] = useState(false);
  return html`<details open=${open} onToggle=${(event) => see(event.currentTarget.open)}><summary>${product} (${operations.length})</summary>
      ${open || opened ? html`<ul class="plain">${operations.map((one) => html`<li key=${one.name}><a href=${at("api", product, one.name)} title=${one.help} aria-current=${one.name === where.more && product === where.id ? "page" : null}>${one.name}</a></li>`)}</ul>` : ""}</details>`;
}

function List({ items, where }) {
  const [text, type] = useState("");
  const wanted = text.trim().toLowerCase();
  const fits = (each) => !wanted || each.name.toLowerCase().includes(wanted) || each.help.toLowerCase().includes(wanted);
  const shown = items.map((each) => ({ ...each, operations: each.operations.filter(fits) })).filter((each) => each.operations.length);
  return html`<div class="operations"><label>${t("api.find")}<input type="search" value=${text} onInput=${(event) => type(event.target.value)} /></label>
    <div class="scroll list" tabindex="0" role="region" aria-label=${t("api.operations")}>${shown.map((each) => html`<${Product} key=${each.product} ...${each} where=${where} open=${Boolean(wanted) || each.product === where.id} />`)}
    ${shown.length ? "" : html`<p class="muted">${t("api.nothing")}</p>`}</div></div>`;
}

function Answer({ answer }) {
  if (!answer) return html`<p class="muted">${t("api.not_sent")}</p>`;
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body, null, 2);
  return html`<p class="row"><span class="badge ${answer.status < 400 ? "good" : "bad"}">${answer.status}</span> ${answer.ms} ms
      ${answer.request_id ? html`<a href=${at("timeline", answer.request_id)} class="id">${answer.request_id}</a>` : ""}</p>
    <${Code} text=${text || "–"} language=${typeof answer.body === "string" ? "clike" : "json"} label=${t("api.answer")} />
    <details><summary>${t("api.headers")}</summary><pre tabindex="0">${Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`).join("\n")}</pre></details>`;
}

function Sample({ asked, language }) {
  const [{ sample, problem }, keep] = useState({});
  const [tries, again] = useState(0);
  const body = JSON.stringify({ ...asked, language });
  useEffect(() => {
    let over = false;
    const put = (what) => over || keep(what);
    const ask = () => change("POST", "samples", JSON.parse(body)).then((found) => put({ sample: found }), (wrong) => put({ problem: wrong.message }));
    const wait = setTimeout(ask, 150);
    return () => { over = true; clearTimeout(wait); };
  }, [body, tries]);
  if (problem) return html`<${Problem} text=${problem} again=${() => { keep({}); again(tries + 1); }} />`;
  if (!sample) return html`<p class="muted" aria-busy="true">${t("state.loading")}</p>`;
  return html`${sample.install ? html`<p class="row"><code>${sample.install}</code> <${Copy} text=${sample.install} label=${t("api.copy_install")} /></p>` : ""}<${Code} text=${sample.code} language=${sample.highlight} label=${t("api.code")} />`;
}

function Json({ fields, values, put }) {
  const [text, type] = useState(JSON.stringify(whole(fields, values), null, 2));
  const [problem, tell] = useState("");
  const read = (event) => {
    type(event.target.value);
    try { put(every(fields, JSON.parse(event.target.value))); tell(""); } catch (wrong) { tell(wrong.message); }
  };
  return html`<label>JSON<textarea rows="12" value=${text} onInput=${read} aria-invalid=${problem ? "true" : null}></textarea></label>${problem ? html`<p class="alert">${problem}</p>` : ""}`;
}

function Sending({ form, asked, sent }) {
  const dialog = useRef(null);
  const send = async () => {
    dialog.current.close();
    const answer = await change("POST", "call", asked);
    remember(asked);
    sent(answer);
    return answer;
  };
  const done = (answer) => t("api.sent", { name: form.name, status: answer.status });
  const button = form.destroys ? html`<button type="button" class="danger" data-send aria-disabled=${why() ? "true" : "false"} title=${why()} onClick=${() => why() || dialog.current.showModal()}>${t("api.send")} …</button>`
    : html`<${Act} kind="primary" label=${t("api.send")} what=${send} done=${done} />`;
  return html`${button}<dialog ref=${dialog} aria-label=${form.name}><p>${t("api.destroys", { name: form.name })}</p><div class="row"><${Act} kind="danger" label=${t("api.send_yes")} what=${send} done=${done} />
    <button type="button" onClick=${() => dialog.current.close()}>${t("act.cancel")}</button></div></dialog>`;
}

function History({ refill }) {
  const kept = calls();
  if (!kept.length) return null;
  return html`<details><summary>${t("api.history", { n: kept.length })}</summary><ul class="plain">${kept.map((each, index) => html`<li key=${index}><button type="button" onClick=${() => refill(each)}>${each.operation}</button> <span class="id">${JSON.stringify(each.parameters).slice(0, 80)}</span></li>`)}</ul></details>`;
}

// What a link has filled in.
function given(where) {
  try { return JSON.parse(where.query.values ?? "{}"); } catch { return {}; }
}

function One({ form, languages, where }) {
  const [values, put] = useState(() => every(form.fields, given(where)));
  const [version, choose] = useState(form.versions[form.versions.length - 1]);
  const [asJson, turn] = useState(false);
  const [needed, only] = useState(false);
  const [tab, show] = useState("answer");
  const [answer, sent] = useState(null);
  const box = useRef(null);
  const asked = { product: form.product, operation: form.name, version, parameters: whole(form.fields, values) };
  const fields = needed ? form.fields.filter((field) => field.required) : form.fields;
  const tabs = { answer: t("api.call"), ...Object.fromEntries(languages.map((each) => [each.id, each.title])), sign: t("api.sign") };
  const keys = (event) => { if (event.ctrlKey && event.key === "Enter") box.current.querySelector(".primary, [data-send]").click(); };
  const refill = (call) => { if (call.operation === form.name) put(every(form.fields, call.parameters)); else location.hash = at("api", call.product, call.operation); };
  return html`<div class="two"><section aria-label=${t("api.form")} onKeyDown=${keys} ref=${box}>
      <p>${form.help}</p><p class="muted"><code>${form.action}</code></p>
      <div class="row"><label>${t("api.version")}<select value=${version} onChange=${(event) => choose(event.target.value)}>${form.versions.map((each) => html`<option>${each}</option>`)}</select></label>
        <button type="button" aria-pressed=${asJson} onClick=${() => turn(!asJson)}>JSON</button>
        <button type="button" aria-pressed=${needed} onClick=${() => only(!needed)}>${t("api.only_required")}</button></div>
      ${asJson ? html`<${Json} fields=${form.fields} values=${values} put=${put} />` : html`<${Fields} id="p" fields=${fields} values=${values} put=${put} />`}
      ${form.fields.length ? "" : html`<p class="muted">${t("api.no_parameters")}</p>`}
      ${form.refused.length ? html`<p class="muted">${t("api.refused")} ${form.refused.join(", ")}</p>` : ""}
      <div class="row sticky"><${Sending} form=${form} asked=${asked} sent=${(each) => { sent(each); show("answer"); }} /><span class="muted">Ctrl+Enter</span></div>
      <${History} refill=${refill} /></section>
    <section aria-label=${t("api.answer")}><div class="tabs" role="tablist" aria-label=${t("api.views")}>${Object.entries(tabs).map(([id, name]) => html`<button type="button" role="tab" id="tab-${id}" aria-selected=${tab === id ? "true" : "false"} aria-controls="panel" tabindex=${tab === id ? 0 : -1} onClick=${() => show(id)}
        onKeyDown=${(event) => { const ids = Object.keys(tabs), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]; if (step) { const next = ids[(ids.indexOf(id) + step + ids.length) % ids.length]; show(next); document.getElementById(`tab-${next}`).focus(); } }}>${name}</button>`)}</div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${tab}">${tab === "answer" ? html`<${Answer} answer=${answer} />` : tab === "sign" ? html`<${Signing} asked=${asked} />` : html`<${Sample} key=${tab} asked=${asked} language=${tab} />`}</div>
      <h2>${t("api.errors")}</h2><ul>${form.errors.map((each) => html`<li key=${each.code}><code>${each.code}</code> (${each.status}) ${each.help}</li>`)}</ul></section></div>`;
}

export function Page({ where }) {
  const [all, instead] = useOnce("operations");
  const [form, without] = useOnce(where.more ? operation(where) : "");
  view("overview");
  if (!all) return instead;
  return html`<div class="explorer"><${List} items=${all.items} where=${where} />
    <div>${where.more ? (form ? html`<${One} key=${form.product + form.name} form=${form} languages=${all.languages} where=${where} />` : without)
    : html`<p>${t("api.pick")} <a href=${EXAMPLE}>DescribeScalingGroups</a></p>`}</div></div>`;
}
