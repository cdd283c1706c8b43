// What changes a group's size by itself, and which of its processes stand still.
import { html } from "../vendor/ui.js";
import { operation } from "../commands.js";
import { Act, Id, Of, State, Table, Time } from "../parts.js";
import { t } from "../words.js";

const PROCESSES = ["ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction"];
export const rulesOf = (where) => `groups/${encodeURIComponent(where.id)}/rules`;

const sign = (n) => (n > 0 ? `+${n}` : String(n));
function change(rule) {
  if (rule.adjustment_type) return `${rule.adjustment_type} ${rule.step_adjustments.length ? rule.step_adjustments.map((step) => sign(step.scaling_adjustment)).join(", ") : sign(rule.adjustment_value)}`;
  return rule.metric_name ? `${rule.metric_name} → ${rule.target_value}` : "";
}

const ruleRow = (each) => ({ key: each.scaling_rule_id, cells: [
  html`${each.scaling_rule_name} <${Id} id=${each.scaling_rule_id} />`, each.scaling_rule_type, change(each), each.cooldown === null ? "–" : `${each.cooldown} s`,
  html`<${Act} label=${t("rules.execute")} name=${`${t("rules.execute")} ${each.scaling_rule_name}`} what=${operation("Ess", "ExecuteScalingRule", { ScalingRuleAri: each.scaling_rule_ari })} done=${(answer) => t("groups.scaled", { id: answer.ScalingActivityId })} />`] });

const condition = (each) => [each.statistics, each.metric_name, each.comparison_operator, each.threshold].filter((part) => part !== null && part !== "").join(" ");
const alarmRow = (each) => ({ key: each.alarm_task_id, cells: [
  html`${each.name} <${Id} id=${each.alarm_task_id} />`, condition(each), `${each.period} s × ${each.evaluation_count}`, html`<${State} name=${each.state} />`,
  html`<${Act} label=${t(each.enable ? "rules.disable" : "rules.enable")} name=${`${t(each.enable ? "rules.disable" : "rules.enable")} ${each.name}`} what=${operation("Ess", each.enable ? "DisableAlarm" : "EnableAlarm", { AlarmTaskId: each.alarm_task_id })} done=${t(each.enable ? "rules.disabled" : "rules.enabled", { name: each.name })} />`] });

const taskRow = (each) => ({ key: each.scheduled_task_id, cells: [
  html`${each.scheduled_task_name} <${Id} id=${each.scheduled_task_id} />`, html`<${Time} at=${each.launch_time} />`, [each.recurrence_type, each.recurrence_value].filter(Boolean).join(" ") || "–",
  html`<${State} name=${each.task_enabled ? "Enabled" : "Disabled"} />`] });

export function Rules({ where }) {
  return html`<${Of} path=${rulesOf(where)}>${(found) => html`
    <${Table} label=${t("groups.rules")} empty=${t("rules.none")} heads=${[t("head.name"), t("head.type"), t("rules.change"), t("rules.cooldown"), ""]} rows=${found.rules.map(ruleRow)} />
    <h2>${t("rules.alarms")}</h2><${Table} label=${t("rules.alarms")} empty=${t("rules.no_alarms")} heads=${[t("head.name"), t("rules.condition"), t("rules.period"), t("head.state"), ""]} rows=${found.alarms.map(alarmRow)} />
    <h2>${t("rules.tasks")}</h2><${Table} label=${t("rules.tasks")} empty=${t("rules.no_tasks")} heads=${[t("head.name"), t("rules.launch"), t("rules.recurrence"), t("head.state")]} rows=${found.tasks.map(taskRow)} />`}</${Of}>`;
}

// A process that is suspended stands still until somebody resumes it.
export function Processes({ group }) {
  const still = new Set(group.suspended_processes);
  const row = (name) => { const off = still.has(name); return { key: name, cells: [name, html`<${State} name=${off ? "Suspended" : "Active"} />`,
    html`<${Act} label=${t(off ? "rules.resume" : "rules.suspend")} name=${`${t(off ? "rules.resume" : "rules.suspend")} ${name}`} what=${operation("Ess", off ? "ResumeProcesses" : "SuspendProcesses", { ScalingGroupId: group.scaling_group_id, Processes: [name] })} done=${t(off ? "rules.resumed" : "rules.suspended", { name })} />`] }; };
  return html`<h2>${t("rules.processes")}</h2><${Table} label=${t("rules.processes")} empty="" heads=${[t("head.name"), t("head.state"), ""]} rows=${PROCESSES.map(row)} />`;
}
