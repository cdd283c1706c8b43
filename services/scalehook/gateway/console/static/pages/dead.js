// Messages between services that were given up: sent again, or dropped.
import { html, useRef, useState } from "../vendor/ui.js";
import { Act, Id, Of, Table, Time, why } from "../parts.js";
import { own, scalehook, then } from "../commands.js";
import { t } from "../words.js";

export const title = () => t("page.dead");
export const watches = () => ["console/dead"];

const retry = (ids) => own("POST", "dead/retry", { ids }, scalehook("dead", "retry", ...(ids ?? [])));
const done = (answer) => t("dead.retried", { n: answer.retried, kept: Object.keys(answer.kept).length });

function Drop({ ids, off, clear }) {
  const dialog = useRef(null);
  const drop = then(own("POST", "dead/drop", { ids }, scalehook("dead", "drop", ...ids)), () => { dialog.current.close(); clear(); });
  const reason = why() || off;
  return html`<button type="button" class="danger" aria-disabled=${reason ? "true" : "false"} title=${reason} onClick=${() => reason || dialog.current.showModal()}>${t("dead.drop")}</button>
    <dialog ref=${dialog} aria-label=${t("dead.drop")}><p>${t("dead.drop_these", { n: ids.length })}</p>
    <div class="row"><${Act} kind="danger" label=${t("dead.drop_yes")} what=${drop} done=${(answer) => t("dead.dropped", { n: answer.dropped })} /><button type="button" onClick=${() => dialog.current.close()}>${t("act.cancel")}</button></div></dialog>`;
}

function Letters({ items }) {
  const [marked, mark] = useState(new Set());
  const ids = items.map((each) => each.id).filter((id) => marked.has(id)); // of those that are there still
  const off = ids.length ? "" : t("dead.none_chosen");
  const clear = () => mark((now) => new Set([...now].filter((id) => !ids.includes(id)))); // others were chosen meanwhile
  const turn = (id) => mark((now) => { const next = new Set(now); if (!next.delete(id)) next.add(id); return next; });
  return html`${items.length ? html`<p class="row"><${Act} label=${t("dead.all")} what=${retry(null)} done=${done} /><span>${t("instances.chosen", { n: ids.length })}</span>
      <${Act} label=${t("dead.chosen")} off=${off} what=${then(retry(ids), clear)} done=${done} /><${Drop} ids=${ids} off=${off} clear=${clear} /></p>` : ""}
    <${Table} label=${t("page.dead")} heads=${[t("list.choose"), t("head.id"), t("head.type"), t("head.service"), t("dead.reason"), t("dead.at"), ""]} empty=${t("dead.none")}
      rows=${items.map((each) => ({ key: each.id, cells: [html`<input type="checkbox" aria-label=${`${t("list.choose")} ${each.id}`} checked=${marked.has(each.id)} onClick=${() => turn(each.id)} />`, html`<${Id} id=${each.id} />`, each.type, each.service, each.reason, html`<${Time} at=${each.at} />`,
        html`<${Act} label=${t("dead.one")} name=${`${t("dead.one")} ${each.id}`} what=${retry([each.id])} done=${done} />`] }))} />`;
}

export const Dead = () => html`<${Of} path="console/dead">${({ items }) => html`<${Letters} items=${items} />`}</${Of}>`;
export const Page = Dead;
