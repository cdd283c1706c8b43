// Any moment that has passed: all pages show the stack as it was then.
import { html, useEffect, useState } from "../vendor/ui.js";
import { past, utc } from "../clock.js";
import { Problem, Time } from "../parts.js";
import { look } from "../stack.js";
import { t } from "../words.js";

const PATIENCE = 150; // milliseconds, while somebody drags
const MINUTE = 60000;

export function Slider() {
  const [found, keep] = useState(null);
  const [problem, tell] = useState("");
  const [index, go] = useState(null);
  const read = async () => {
    const kept = past.peek();
    past.value = "";
    try { keep(await look("console/history?limit=1000")); } catch (wrong) { tell(wrong.message); }
    past.value = kept;
  };
  useEffect(() => { read(); }, []);
  useEffect(() => {
    if (index === null) return undefined;
    const wait = setTimeout(() => { past.value = index < found.items.length ? found.items[index].at : ""; }, PATIENCE);
    return () => clearTimeout(wait);
  }, [index]);
  if (problem) return html`<h2>${t("past.title")}</h2><${Problem} text=${problem} again=${() => { tell(""); read(); }} />`;
  if (!found) return null;
  if (!found.items.length) return html`<h2>${t("past.title")}</h2><p class="muted">${t("past.none")}</p>`;
  const last = found.items.length;
  const shown = index ?? (past.value ? Math.max(0, found.items.findLastIndex((each) => Date.parse(each.at) <= Date.parse(past.value))) : last);
  const at = shown < last ? found.items[shown] : null;
  const told = at ? `${utc(Date.parse(at.at), true)} ${at.type}` : t("past.is_now");
  const byMinutes = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!event.shiftKey || !step) return;
    event.preventDefault();
    const wanted = Date.parse((at ?? found.items[last - 1]).at) + step * MINUTE;
    const next = found.items.findLastIndex((each) => Date.parse(each.at) <= wanted);
    go(step > 0 ? Math.max(next, Math.min(last, shown + 1)) : Math.min(Math.max(0, next), Math.max(0, shown - 1)));
  };
  return html`<section class="panel"><h2>${t("past.title")}</h2>
    <label>${t("past.moment")}<input type="range" min="0" max=${last} step="1" value=${shown} aria-valuetext=${told} onInput=${(event) => go(Number(event.target.value))} onKeyDown=${byMinutes} /></label>
    <p class="row"><span class="id" data-moment>${told}</span><span class="grow"></span><button type="button" onClick=${read}>${t("past.again")}</button></p>
    <p class="muted">${t("past.known", { n: found.total })} <${Time} at=${found.since} /></p></section>`;
}
