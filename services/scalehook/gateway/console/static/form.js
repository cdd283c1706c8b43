// A form for any operation, from what its contract says of each parameter.
import { html } from "./vendor/ui.js";
import { view } from "./stack.js";
import { has, t } from "./words.js";

const SECRET = /password|secret/i;
const blank = (field) => ({ list: [], object: {} }[field.type] ?? "");

function offers(name) {
  const all = view("overview")?.view;
  if (!all) return [];
  const known = {
    ScalingGroupId: all.groups.map((each) => each.id), ScalingGroupName: all.groups.map((each) => each.name),
    QueueName: all.queues.map((each) => each.name), TopicName: all.topics.map((each) => each.name),
    ExecutionId: all.executions.map((each) => each.id), TemplateName: all.executions.map((each) => each.template),
    LifecycleHookId: all.waits.items.map((each) => each.hook_id), LifecycleActionToken: all.waits.items.map((each) => each.token),
    InstanceId: all.waits.items.flatMap((each) => each.instance_ids), ScalingActivityId: all.waits.items.map((each) => each.activity_id),
  };
  return [...new Set(known[name[0].toUpperCase() + name.slice(1).replace(/s$/, "")] ?? known[name] ?? [])];
}

function range(low, high, unit) {
  if (high === undefined) return low === undefined ? "" : t("api.from", { n: low, unit });
  return low === undefined ? t("api.up_to", { n: high, unit }) : `${low}–${high} ${unit}`.trim();
}

export function hints(field) {
  return [
    t(`api.type_${field.type}`), range(field.minimum, field.maximum, ""), range(field.minLength, field.maxLength, t("api.characters")),
    range(field.minItems, field.maxItems, t("api.items")), field.default === undefined ? "" : t("api.default", { value: JSON.stringify(field.default) }),
    field.pattern ? t("api.pattern", { pattern: field.pattern }) : "", has(`parameter.${field.name}`) ? t(`parameter.${field.name}`) : field.help,
  ].filter(Boolean).join(" · ");
}

// What is typed, as the request has it; what is no number stays what was typed, and is refused by the cloud.
export function meant(field, value) {
  if (field.type === "list") return value.map((each) => meant(field.item, each)).filter((each) => each !== undefined);
  if (field.type === "object") return whole(field.fields, value);
  if (value === "" || value === undefined) return undefined;
  if (field.type === "json") { try { return JSON.parse(value); } catch { return value; } }
  if (field.type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  const number = Number(value);
  return (field.type === "integer" || field.type === "number") && Number.isFinite(number) ? number : value;
}

export function whole(fields, values) {
  const pairs = fields.map((field) => [field.name, field.name in values ? meant(field, values[field.name]) : undefined]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && !(Array.isArray(value) && !value.length) && !(value && typeof value === "object" && !Object.keys(value).length)));
}

// The other way: what a request has, as it would have been typed.
export function typed(field, value) {
  if (field.type === "list") return Array.isArray(value) ? value.map((each) => typed(field.item, each)) : [];
  if (field.type === "object") return value && typeof value === "object" ? every(field.fields, value) : {};
  return typeof value === "string" ? value : JSON.stringify(value);
}
export const every = (fields, values) => Object.fromEntries(fields.filter((field) => field.name in values).map((field) => [field.name, typed(field, values[field.name])]));

function One({ id, field, value, put, label }) {
  const common = { id, "aria-describedby": `${id}-hint`, "aria-required": field.required ? "true" : null, value: value ?? "", onInput: (event) => put(event.target.value) };
  if (field.enum || field.type === "boolean") {
    return html`<select ...${common} aria-label=${label}><option value=""></option>${(field.enum ?? ["true", "false"]).map((each) => html`<option value=${each}>${each}</option>`)}</select>`;
  }
  if (field.type === "json" || (field.maxLength ?? 0) > 2000 || /Content|Document|Metadata|Body$|Policy$/.test(field.name)) return html`<textarea ...${common} aria-label=${label} rows="3"></textarea>`;
  const known = offers(field.name);
  return html`<input ...${common} aria-label=${label} autocomplete="off" type=${SECRET.test(field.name) ? "password" : "text"} inputmode=${field.type === "integer" ? "numeric" : null} placeholder=${field.default === undefined ? "" : String(field.default)} list=${known.length ? `${id}-known` : null} />
    ${known.length ? html`<datalist id="${id}-known">${known.map((each) => html`<option value=${each} />`)}</datalist>` : ""}`;
}

function List({ id, field, value, put, label }) {
  const rows = value ?? [];
  const change = (index, one) => put(rows.map((each, at) => (at === index ? one : each)));
  return html`<div>${rows.map((each, index) => html`<div class="item" key=${index}><${Input} id="${id}-${index}" field=${{ ...field.item, name: field.name, required: false }} value=${each} put=${(one) => change(index, one)} label="${label} ${index + 1}" />
    <button type="button" aria-label="${t("api.less")} ${label} ${index + 1}" onClick=${() => put(rows.filter((_, at) => at !== index))}>−</button></div>`)}
    <button type="button" aria-label="${t("api.more")} ${label}" onClick=${() => put([...rows, blank(field.item)])}>+ ${label}</button></div>`;
}

function Input({ id, field, value, put, label }) {
  if (field.type === "list") return html`<${List} id=${id} field=${field} value=${value} put=${put} label=${label} />`;
  if (field.type === "object") return html`<fieldset><legend>${label}</legend><${Fields} id=${id} fields=${field.fields} values=${value ?? {}} put=${put} above="${label}." /></fieldset>`;
  return html`<${One} id=${id} field=${field} value=${value} put=${put} label=${label} />`;
}

export function Fields({ id, fields, values, put, above = "" }) {
  return fields.map((field) => html`<div class="field" key=${field.name}>
    <label for="${id}-${field.name}"><span><code>${field.name}</code>${field.required ? html`<strong class="needed" title=${t("api.required")}> *</strong>` : ""}</span></label>
    <${Input} id="${id}-${field.name}" field=${field} value=${values[field.name]} put=${(value) => put({ ...values, [field.name]: value })} label=${above + field.name} />
    <small id="${id}-${field.name}-hint" class="muted">${hints(field)}</small></div>`);
}
