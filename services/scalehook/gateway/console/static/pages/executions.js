// Executions of templates: the error first, then what is asked of people, tasks, and what scripts have said.
import { html, useState } from "../vendor/ui.js";
import { Act, asking, at, Copy, Facts, Find, Id, Of, pretty, State, Time } from "../parts.js";
import { operation, then } from "../commands.js";
import { Graph } from "../graph.js";
import { Long, LongList } from "../long.js";
import { t } from "../words.js";
import { Calls, Chain, Notices, Tasks } from "./tasks.js";

const STATUSES = ["Started", "Running", "Waiting", "Success", "Failed", "Cancelled"];
const RESULTS = "series/executions";
const MASK = "******"; // in the place of what a template does not show
const path = (where) => `executions/${encodeURIComponent(where.id)}`;
const status = (where) => (STATUSES.includes(where.query.status) ? where.query.status : "");
const asked = (where) => ({ status: status(where), template: where.query.template ?? "", by: where.query.by ?? "" });
const list = new Long((where) => `executions${asking(asked(where))}`);
export const title = (where) => (where.id ? t("executions.one") : t("page.executions"));
export const watches = (where) => (where.id ? [path(where)] : [RESULTS, ...list.watches(where)]);

const row = (each) => ({ key: each.execution_id, cells: [html`<${Id} id=${each.execution_id} href=${at("executions", each.execution_id)} />`, html`<${State} name=${each.status} />`, each.template_name, html`<${Time} at=${each.start_date} />`, each.executed_by, each.status_message] });

// The same template with the same parameters; the page goes to the new one.
function Rerun({ of }) {
  const parameters = JSON.stringify(of.parameters);
  const off = !of.template_name ? t("executions.no_name") : parameters.includes(MASK) ? t("executions.masked") : "";
  const what = operation("oos", "StartExecution", { TemplateName: of.template_name, TemplateVersion: of.template_version, Parameters: parameters, Mode: of.mode, SafetyCheck: of.safety_check, Description: of.description });
  const show = (answer) => { location.hash = at("executions", answer.Execution.ExecutionId); };
  return html`<${Act} label=${t("executions.rerun")} off=${off} what=${then(what, show)} done=${t("executions.rerun_done")} />`;
}

function Script({ of }) {
  const [wraps, wrap] = useState(true);
  return html`<section class="panel" aria-label=${of.instance_id}>
    <p class="row"><${Id} id=${of.instance_id} /> <${State} name=${of.invocation_status} /> ${of.exit_code === null ? "" : t("executions.exit", { code: of.exit_code })} ${of.error_info} <${Copy} text=${of.output} />
      <button type="button" aria-pressed=${wraps} onClick=${() => wrap(!wraps)}>${t("executions.wrap")}</button></p>
    ${of.dropped ? html`<p class="muted">${t("executions.dropped", { n: of.dropped })}</p>` : ""}<pre tabindex="0" class=${wraps ? "" : "unwrapped"}>${of.output}</pre></section>`;
}

function One({ found }) {
  const { execution, tasks, scripts } = found;
  const running = !execution.end_date;
  return html`<p class="row"><strong>${execution.template_name}</strong> <a href="${at("access")}?plan=${encodeURIComponent(execution.template_name)}">${t("access.plan_link")}</a> <span class="id">${execution.execution_id}</span> <${State} name=${execution.status} />
      <span class="grow"></span><a href=${at("timeline", execution.execution_id)}>${t("page.timeline")}</a>
      ${execution.template_name ? html`<a href="${at("api", "oos", "GetTemplate")}?values=${encodeURIComponent(JSON.stringify({ TemplateName: execution.template_name, TemplateVersion: execution.template_version }))}">${t("executions.template")}</a>` : ""} <${Rerun} of=${execution} />
      <${Act} label=${t("executions.cancel")} off=${running ? "" : t("executions.over")} what=${operation("oos", "CancelExecution", { ExecutionId: execution.execution_id })} done=${t("executions.cancelled")} /></p>
    ${execution.status === "Failed" ? html`<p class="alert" role="alert">${execution.status_message}</p>` : ""}
    ${execution.status === "Waiting" ? html`<${Notices} execution=${execution} tasks=${tasks} />` : ""}
    <h2>${t("executions.tasks")}</h2><${Chain} tasks=${tasks} /><${Tasks} tasks=${tasks} />
    ${found.more_tasks ? html`<p class="muted">${t("executions.more_tasks", { n: tasks.length })}</p>` : ""}
    <h2>${t("executions.calls")}</h2><${Calls} execution=${execution} tasks=${tasks} scripts=${scripts} />
    <h2>${t("executions.output")}</h2>
    ${scripts.length ? "" : html`<p class="muted">${t("executions.no_output")}</p>`}
    ${scripts.map((each) => html`<${Script} key=${each.invoke_id + each.instance_id} of=${each} />`)}
    <h2>${t("executions.facts")}</h2>
    <${Facts} of=${{ TemplateVersion: execution.template_version, RamRole: execution.ram_role, ExecutedBy: execution.executed_by, Mode: execution.mode, Description: execution.description }} />
    <pre tabindex="0">${JSON.stringify(execution.parameters, null, 2)}</pre>
    ${execution.outputs && execution.outputs !== "{}" ? html`<h2>${t("executions.outputs")}</h2><pre tabindex="0">${pretty(execution.outputs)}</pre>` : ""}`;
}

export function Page({ where }) {
  if (where.id) return html`<${Of} path=${path(where)}>${(found) => html`<${One} found=${found} />`}</${Of}>`;
  const show = (more) => { location.hash = `${at("executions")}${asking({ ...asked(where), ...more })}`; };
  return html`<${Graph} of=${RESULTS} label=${t("executions.results")} />
    <p class="row"><label>${t("head.state")}<select aria-label=${t("head.state")} value=${status(where)} onChange=${(event) => show({ status: event.target.value })}><option value="">${t("instances.every")}</option>${STATUSES.map((each) => html`<option>${each}</option>`)}</select></label>
      <label>${t("head.template")}<${Find} of=${asked(where).template} show=${(text) => show({ template: text.trim() })} /></label>
      <label>${t("executions.by")}<${Find} of=${asked(where).by} show=${(text) => show({ by: text.trim() })} /></label></p>
    <${LongList} of=${list} where=${where} label=${t("page.executions")} row=${row} empty=${asking(asked(where)) ? t("executions.none_so") : html`${t("executions.none")} <a href=${at("api", "oos", "StartExecution")}>StartExecution</a>`} columns="minmax(13rem, 2fr) minmax(8rem, 1fr) minmax(12rem, 3fr) minmax(11rem, 1fr) minmax(9rem, 1fr) minmax(12rem, 3fr)"
      heads=${[t("head.id"), t("head.state"), t("head.template"), t("head.started"), t("executions.by"), t("executions.message")]} />`;
}
