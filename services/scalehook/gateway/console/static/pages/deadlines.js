// What comes by itself, and who holds the clock up.
import { html, useState } from "../vendor/ui.js";
import { now } from "../clock.js";
import { moved, moveTo } from "../moves.js";
import { Act, at, Countdown, Id, Of, Table, Time } from "../parts.js";
import { has, t } from "../words.js";

export const DEADLINES = "console/deadlines", HOLDS = "console/holds";
const FIRST = 10;

function happens(what) {
  const last = what.split(".").at(-1);
  return has(`deadline.${last}`) ? t(`deadline.${last}`) : what;
}

function row(each, before) {
  const of = `${happens(each.what)} ${each.ref?.id ?? ""}`.trim();
  return { key: `${each.at} ${each.what} ${each.ref?.id}`, cells: [
    html`<${Time} at=${each.at} />`, html`<${Countdown} to=${each.at} />`,
    html`${happens(each.what)} ${each.ref ? html`<${Id} id=${each.ref.id} href=${at(each.ref.page, each.ref.id)} />` : ""}`,
    html`<${Act} label=${t("clock.to_it")} name=${`${t("clock.to_it")}: ${of}`} off=${Date.parse(each.at) > now() ? "" : t("time.due")} what=${moveTo(each.at)} done=${moved} /> ${before ? html`<span class="muted">${t("clock.before_it", { n: before })}</span>` : ""}`] };
}

export function Deadlines() {
  const [all, turn] = useState(false);
  return html`<h2>${t("clock.deadlines")}</h2><${Of} path=${DEADLINES}>${(list) => html`
    <${Table} label=${t("clock.deadlines")} empty=${t("clock.no_next")} heads=${[t("flow.when"), t("clock.left"), t("clock.happens"), ""]}
      rows=${list.items.slice(0, all ? list.items.length : FIRST).map(row)} />
    ${list.items.length > FIRST ? html`<button type="button" aria-pressed=${all} onClick=${() => turn(!all)}>${t("clock.all", { n: list.items.length })}</button>` : ""}
    ${list.whole ? "" : html`<p class="muted">${t("clock.not_whole")}</p>`}`}</${Of}>`;
}

// Of each notification that somebody has not answered: in whose hands it is, and what it guards.
export function Holds() {
  return html`<h2>${t("held.title")}</h2><${Of} path=${HOLDS}>${(list) => html`
    <${Table} label=${t("held.title")} empty=${t(list.whole ? "held.none" : "held.too_many")} heads=${[t("held.who"), t("held.what"), t("waits.hook"), t("held.guards")]}
      rows=${list.items.map((each, n) => ({ key: `${each.name} ${each.action} ${n}`, cells: [
    html`${t(`held.${each.kind}`)} ${each.holder}`, html`${each.name} <span class="id">${each.source}</span> ${each.hint}`,
    each.action ? html`${each.hook} <${Id} id=${each.action} href=${at("timeline", each.action)} />` : "–", html`<${Time} at=${each.guards} />`] }))} />`}</${Of}>`;
}
