// Who was refused what, and the smallest statement that would have allowed it.
import { html } from "../vendor/ui.js";
import { at, Copy, Of, pretty, Time } from "../parts.js";
import { t } from "../words.js";

export const title = () => t("page.access");
export const watches = () => ["refusals"];

const Refusal = ({ of }) => html`<article class="panel">
  <h2><span class="badge bad"><span aria-hidden="true">✕ </span>${of.action}</span> ${of.count > 1 ? `×${of.count}` : ""}</h2>
  <p>${of.principal_name} <span class="id">${of.principal}</span> · <${Time} at=${of.refused_at * 1000} /> · <a href=${at("timeline", of.request_id)}>${t("page.timeline")}</a></p>
  <p class="id">${of.resources.join(", ")}</p><p>${of.reason}</p>
  ${of.explicit ? html`<p class="alert">${t("access.denied")} ${of.denied_by.map((each) => `${each.policy_name} (${each.attached_to})`).join(", ")}</p>` : ""}
  ${of.statement ? html`<p class="muted">${t("access.statement")} <${Copy} text=${of.statement} /></p><pre tabindex="0">${pretty(of.statement)}</pre>` : ""}</article>`;

export function Page() {
  return html`<${Of} path="refusals">${(list) => (list.items.length ? list.items.map((each) => html`<${Refusal} key=${each.refusal_id} of=${each} />`) : html`<p class="muted">${t("access.none")}</p>`)}</${Of}>`;
}
