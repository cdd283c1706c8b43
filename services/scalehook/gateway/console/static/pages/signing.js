// How a call is signed, step by step; and where another program's text to sign differs from it.
import { html, useState } from "../vendor/ui.js";
import { Act, Copy } from "../parts.js";
import { change } from "../stack.js";
import { t } from "../words.js";

const STEPS = ["canonical_request", "string_to_sign", "signature"];

function difference(ours, theirs) {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at += 1;
  return at;
}

function Compare({ text }) {
  const [theirs, type] = useState("");
  const at = difference(text, theirs);
  const same = theirs === text;
  return html`<label>${t("api.compare")}<textarea value=${theirs} onInput=${(event) => type(event.target.value)}></textarea></label>
    ${theirs ? html`<p role="status">${same ? t("api.same") : html`${t("api.differs", { n: at + 1 })} <code>${text.slice(Math.max(0, at - 12), at)}<mark>${text.slice(at, at + 12) || "∅"}</mark></code> ≠ <code>${theirs.slice(Math.max(0, at - 12), at)}<mark>${theirs.slice(at, at + 12) || "∅"}</mark></code>`}</p>` : ""}`;
}

export function Signing({ asked }) {
  const [found, keep] = useState(null);
  const sign = async () => { const answer = await change("POST", "call", { ...asked, sign_only: true }); keep(answer.signing); return answer; };
  return html`<p class="row"><${Act} kind="primary" label=${t("api.sign_now")} what=${sign} done=${t("api.signed")} /></p>
    ${found ? html`<p><code>${found.method} ${found.target}</code></p>
      ${STEPS.filter((step) => found[step]).map((step) => html`<h2 class="row">${t(`api.${step}`)} <${Copy} text=${found[step]} label=${t("api.copy_step", { step: t(`api.${step}`) })} /></h2><pre tabindex="0" data-step=${step}>${found[step]}</pre>`)}
      <h2>${t("api.sent_headers")}</h2><pre tabindex="0">${Object.entries(found.headers).map(([name, value]) => `${name}: ${value}`).join("\n")}${found.sent ? `\n\n${found.sent}` : ""}</pre>
      <${Compare} text=${found.string_to_sign} />` : html`<p class="muted">${t("api.sign_help")}</p>`}`;
}
