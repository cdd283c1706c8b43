// What goes wrong on purpose.
import { html, useState } from "../vendor/ui.js";
import { Act, at, Id, Of, Table, Time } from "../parts.js";
import { own, scalehook } from "../commands.js";
import { Fields, whole } from "../form.js";
import { says, t } from "../words.js";

export const title = () => t("page.faults");
export const watches = () => ["console/faults"];

const CLASSICS = { double: {}, late: {}, drop: {} };
const KNOWN = new Set(["id", "kind", "fired"]);
const given = (more) => Object.entries(more).map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`);
const add = (kind, more) => own("POST", "faults", { kind, ...more }, scalehook("fault", "add", kind, ...given(more)));
const settings = (fault) => JSON.stringify(Object.fromEntries(Object.entries(fault).filter(([name, value]) => !KNOWN.has(name) && value !== "" && value !== null)));

// What will happen with these settings, in words, before it does; a setting that is not given is its default.
function sentence(kind, fields, values) {
  const said = Object.fromEntries(fields.map((field) => [field.name, values[field.name] ?? field.default]));
  const plain = (value) => (Array.isArray(value) ? value.join(", ") : value && typeof value === "object" ? JSON.stringify(value) : value === undefined || value === null || value === "" ? "…" : String(value));
  const does = `faults.does_${kind}`;
  const given = fields.filter(({ name }) => values[name] !== undefined && !says(does, name));
  return [t(does, Object.fromEntries(Object.entries(said).map(([name, value]) => [name, plain(value)]))), ...given.map(({ name }) => t(`faults.set_${name}`, { value: plain(values[name]) }))].join(" ");
}

function Add({ kinds }) {
  const [kind, choose] = useState("double");
  const [values, put] = useState({});
  const { fields } = kinds[kind];
  return html`<section class="panel" aria-label=${t("faults.add")}><h2>${t("faults.add")}</h2>
    <p><label>${t("faults.kind")}<select value=${kind} onChange=${(event) => { choose(event.target.value); put({}); }}>${Object.keys(kinds).map((each) => html`<option>${each}</option>`)}</select></label></p>
    <div class="fields"><${Fields} id="fault" fields=${fields} values=${values} put=${put} /></div>
    <p class="measure" data-sentence><strong>${sentence(kind, fields, whole(fields, values))}</strong></p>
    <${Act} kind="primary" label=${t("faults.on")} what=${add(kind, whole(fields, values))} done=${(fault) => t("faults.is_on", { id: fault.id })} /></section>`;
}

export const clear = own("DELETE", "faults", undefined, scalehook("fault", "remove"));

export function Page() {
  return html`<${Of} path="console/faults">${(list) => html`
    <p class="row">${Object.entries(CLASSICS).map(([kind, more]) => html`<${Act} label=${t(`faults.${kind}`)} what=${add(kind, more)} done=${(fault) => t("faults.is_on", { id: fault.id })} />`)}
      <${Act} label=${t("faults.all_off")} off=${list.items.length ? "" : t("faults.none")} what=${clear} done=${t("faults.are_off")} /></p>
    <${Table} label=${t("page.faults")} heads=${[t("faults.kind"), t("head.id"), t("faults.hits"), t("faults.settings"), ""]} empty=${t("faults.none")}
      rows=${list.items.map((fault) => ({ key: fault.id, cells: [fault.kind, html`<span class="id">${fault.id}</span>`, fault.fired, html`<span class="id">${settings(fault)}</span>`,
        html`<${Act} label=${t("faults.off")} name=${`${t("faults.off")} ${fault.id}`} what=${own("DELETE", `faults/${fault.id}`, undefined, scalehook("fault", "remove", fault.id))} done=${t("faults.is_off", { id: fault.id })} />`] }))} />
    <h2>${t("faults.last")}</h2><${Table} label=${t("faults.last")} heads=${[t("flow.when"), t("faults.kind"), t("head.id"), t("page.timeline")]} empty=${t("faults.no_hits")}
      rows=${list.hits.map((hit) => ({ key: hit.id, cells: [html`<${Time} at=${hit.at} />`, hit.kind, html`<span class="id">${hit.fault_id}</span>`, hit.about ? html`<${Id} id=${hit.about} href=${at("timeline", hit.about)} />` : "–"] }))} />
    <${Add} kinds=${list.kinds} />`}</${Of}>`;
}
