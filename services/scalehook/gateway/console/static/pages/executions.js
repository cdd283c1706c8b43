// Executions of templates: the error first, then tasks, then what scripts have said.
import { html } from "../vendor/ui.js";
import { Act, at, Copy, Facts, Id, Of, pretty, State, Table, Time } from "../parts.js";
import { operation } from "../commands.js";
import { Long, LongList } from "../long.js";
import { t } from "../words.js";

const path = (where) => `executions/${encodeURIComponent(where.id)}`;
const list = new Long(() => "executions");
export const title = (where) => (where.id ? t("executions.one") : t("page.executions"));
export const watches = (where) => (where.id ? [path(where)] : list.watches(where));

const row = (each) => ({ key: each.execution_id, cells: [html`<${Id} id=${each.execution_id} href=${at("executions", each.execution_id)} />`, html`<${State} name=${each.status} />`, each.template_name, html`<${Time} at=${each.start_date} />`, each.executed_by, each.status_message] });

const taskRow = (task) => ({ key: task.task_execution_id, cells: [task.task_name, task.task_action, html`<${State} name=${task.status} />`, html`<${Time} at=${task.start_date} />`, html`<${Time} at=${task.end_date} />`,
  html`${task.status_message}<details><summary>${t("executions.values")}</summary><pre tabindex="0">${pretty(task.properties)}</pre><pre tabindex="0">${pretty(task.outputs)}</pre></details>`] });

function One({ found }) {
  const { execution, tasks, scripts } = found;
  const running = !execution.end_date;
  return html`<p class="row"><strong>${execution.template_name}</strong> <a href="${at("access")}?plan=${encodeURIComponent(execution.template_name)}">${t("access.plan_link")}</a> <span class="id">${execution.execution_id}</span> <${State} name=${execution.status} />
      <span class="grow"></span><a href=${at("timeline", execution.execution_id)}>${t("page.timeline")}</a>
      <${Act} label=${t("executions.cancel")} off=${running ? "" : t("executions.over")} what=${operation("oos", "CancelExecution", { ExecutionId: execution.execution_id })} done=${t("executions.cancelled")} /></p>
    ${execution.status === "Failed" ? html`<p class="alert" role="alert">${execution.status_message}</p>` : ""}
    <h2>${t("executions.tasks")}</h2>
    <${Table} label=${t("executions.tasks")} rows=${tasks.map(taskRow)} empty=${t("executions.no_tasks")} heads=${[t("head.name"), t("executions.action"), t("head.state"), t("head.started"), t("head.ended"), t("executions.values")]} />
    <h2>${t("executions.output")}</h2>
    ${scripts.length ? "" : html`<p class="muted">${t("executions.no_output")}</p>`}
    ${scripts.map((each) => html`<section class="panel" key=${each.invoke_id + each.instance_id} aria-label=${each.instance_id}>
      <p class="row"><${Id} id=${each.instance_id} /> <${State} name=${each.invocation_status} /> ${each.exit_code === null ? "" : t("executions.exit", { code: each.exit_code })} ${each.error_info} <${Copy} text=${each.output} /></p>
      ${each.left_out ? html`<p class="muted">${t("executions.left_out", { n: each.left_out })}</p>` : ""}<pre tabindex="0">${each.output}</pre></section>`)}
    <h2>${t("executions.facts")}</h2>
    <${Facts} of=${{ RamRole: execution.ram_role, ExecutedBy: execution.executed_by, Mode: execution.mode, Description: execution.description }} />
    <pre tabindex="0">${JSON.stringify(execution.parameters, null, 2)}</pre>`;
}

export function Page({ where }) {
  if (where.id) return html`<${Of} path=${path(where)}>${(found) => html`<${One} found=${found} />`}</${Of}>`;
  return html`<${LongList} of=${list} where=${where} label=${t("page.executions")} row=${row} empty=${t("executions.none")} columns="minmax(13rem, 2fr) minmax(8rem, 1fr) minmax(12rem, 3fr) minmax(11rem, 1fr) minmax(9rem, 1fr) minmax(12rem, 3fr)"
    heads=${[t("head.id"), t("head.state"), t("head.template"), t("head.started"), t("executions.by"), t("executions.message")]} />`;
}
