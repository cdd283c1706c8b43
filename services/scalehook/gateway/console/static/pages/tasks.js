// The tasks of an execution: what they do, how far a loop is, which calls they make, and what they ask of people.
import { html, useState } from "../vendor/ui.js";
import { length } from "../clock.js";
import { operation } from "../commands.js";
import { Act, at, Id, pretty, State, Table, Time } from "../parts.js";
import { t } from "../words.js";

const AT_ONCE = 50; // runs of a loop
const OVER = ["Success", "Failed", "Cancelled", "Skipped"];
const took = (task) => (task.start_date && task.end_date ? length(Date.parse(task.end_date) - Date.parse(task.start_date)) : "");
const heads = () => [t("head.name"), t("executions.action"), t("head.state"), t("head.started"), t("timeline.took"), t("executions.values")];

const values = (task) => html`${task.status_message}${task.child_execution_id ? html` <${Id} id=${task.child_execution_id} href=${at("executions", task.child_execution_id)} />` : ""}
  <details><summary>${t("executions.values")}</summary><pre tabindex="0">${pretty(task.properties)}</pre><pre tabindex="0">${pretty(task.outputs)}</pre></details>`;

const cells = (task, name, more = "") => [html`${name} ${more}`, task.task_action, html`<${State} name=${task.status} />`, html`<${Time} at=${task.start_date} />`, took(task), values(task)];

function Loop({ of, runs }) {
  const [shown, show] = useState(AT_ONCE);
  const total = of.loop.Total, over = runs.filter((each) => OVER.includes(each.status)).length, failed = runs.filter((each) => each.status === "Failed").length;
  const said = t("executions.loop", { n: over, total });
  return html`<div><progress max=${Math.max(1, total)} value=${over} aria-label=${`${of.task_name}: ${said}`}></progress> ${said} ${failed ? html`<${State} name="Failed" n=${failed} />` : ""}
    ${runs.length ? html`<details><summary>${t("executions.runs", { n: runs.length })}</summary>
      <${Table} label=${`${of.task_name}: ${t("executions.runs", { n: runs.length })}`} heads=${heads()} rows=${runs.slice(0, shown).map((run) => ({ key: run.task_execution_id, cells: cells(run, html`<span class="id">${run.loop_item}</span>`) }))} />
      ${runs.length > shown ? html`<button type="button" onClick=${() => show(shown + AT_ONCE)}>${t("executions.further", { n: Math.min(AT_ONCE, runs.length - shown) })}</button>` : ""}</details>` : ""}</div>`;
}

const MOST_IN_CHAIN = 200;

// The way through the template at one look: one task after the other, and how far a loop is.
export function Chain({ tasks }) {
  const steps = tasks.filter((task) => !task.parent_task_execution_id);
  if (!steps.length || steps.length > MOST_IN_CHAIN) return null;
  const over = (task) => tasks.filter((each) => each.parent_task_execution_id === task.task_execution_id && OVER.includes(each.status)).length;
  return html`<ol class="chain" aria-label=${t("executions.chain")}>${steps.map((task) => html`<li key=${task.task_execution_id}><span class="panel"><strong>${task.task_name}</strong> <${State} name=${task.status} /> ${took(task)} ${task.loop ? t("executions.loop", { n: over(task), total: task.loop.Total }) : ""}
    ${task.child_execution_id ? html`<${Id} id=${task.child_execution_id} href=${at("executions", task.child_execution_id)} />` : ""}</span></li>`)}</ol>`;
}

export function Tasks({ tasks }) {
  const below = Object.groupBy(tasks, (task) => task.parent_task_execution_id);
  const row = (task) => ({ key: task.task_execution_id, cells: cells(task, task.task_name, task.loop ? html`<${Loop} of=${task} runs=${below[task.task_execution_id] ?? []} />` : "") });
  return html`<${Table} label=${t("executions.tasks")} rows=${(below[""] ?? []).map(row)} empty=${t("executions.no_tasks")} heads=${heads()} />`;
}

function parsed(text) {
  try { return JSON.parse(text) ?? {}; } catch { return {}; }
}

// What tasks have asked of the cloud, as their properties name it; and the commands that ran on instances.
export function Calls({ execution, tasks, scripts }) {
  const who = execution.ram_role || execution.executed_by;
  const asked = tasks.map((task) => ({ task, given: parsed(task.properties) })).filter(({ given }) => given.Service && given.API);
  const ofTask = ({ task, given }) => ({ key: task.task_execution_id, cells: [
    html`<a href="${at("api", given.Service, given.API)}?values=${encodeURIComponent(JSON.stringify(given.Parameters ?? {}))}">${given.Service} ${given.API}</a>`, task.task_name, who, html`<${State} name=${task.status} /> ${task.status_message}`, html`<${Id} id=${task.task_execution_id} href=${at("timeline", task.task_execution_id)} />`] });
  const ofScript = (each) => ({ key: each.invoke_id + each.instance_id, cells: [html`ECS RunCommand <span class="id">${each.instance_id}</span>`, each.command_id, who, html`<${State} name=${each.invocation_status} /> ${each.error_info}`, html`<${Id} id=${each.invoke_id} href=${at("timeline", each.invoke_id)} />`] });
  return html`<${Table} label=${t("executions.calls")} empty=${t("executions.no_calls")} heads=${[t("executions.call"), t("head.name"), t("timeline.who"), t("timeline.outcome"), t("page.timeline")]} rows=${[...asked.map(ofTask), ...scripts.map(ofScript)]} />`;
}

const NOTICES = { waits: ["Approve", "ExecuteTask", "Reject"], failed: ["RetryTask", "SkipTask", "CancelTask"], debug: ["ExecuteTask", "SkipTask", "CompleteExecution", "CancelTask"] };

// It waits for somebody: for an approval, after a failure, or, in mode Debug, before each task.
export function Notices({ execution, tasks }) {
  const waiting = tasks.filter((task) => task.status === "Waiting");
  const told = (notice, more, name) => html`<${Act} key=${notice} label=${notice} name=${`${notice} ${name}`} what=${operation("oos", "NotifyExecution", { ExecutionId: execution.execution_id, NotifyType: notice, ...more })} done=${t("executions.told", { notice })} />`;
  const one = (task) => html`<p class="row" key=${task.task_execution_id}><span>${task.task_name} ${task.loop_item ?? ""} ${task.status_message}</span>
    ${NOTICES[execution.mode === "FailurePause" && task.status_message ? "failed" : "waits"].map((notice) => told(notice, { TaskExecutionId: task.task_execution_id }, task.task_name))}</p>`;
  return html`<section class="panel wait" aria-label=${t("executions.waits")}><h2>${t("executions.waits")}</h2>
    ${waiting.length ? waiting.map(one) : html`<p class="row">${NOTICES.debug.map((notice) => told(notice, {}, execution.execution_id))}</p>`}</section>`;
}
