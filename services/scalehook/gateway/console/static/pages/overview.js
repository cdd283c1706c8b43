// What a person looks for first.
import { html, useState } from "../vendor/ui.js";
import { Act, at, Copy, Id, Missing, Of, State, Table, Time } from "../parts.js";
import { t } from "../words.js";
import { clock } from "../clock.js";
import { Small } from "../graph.js";
import { moved, moveToNext } from "../moves.js";
import { view } from "../stack.js";
import { HOLDS } from "./deadlines.js";
import { loud } from "./warnings.js";
import { Waits } from "./waits.js";

const DEPTHS = "series/queues";
const TROUBLES = { failed: at("executions"), dead: at("dead"), refusals: at("access"), faults: at("faults"), warnings: at("warnings") };

function Troubles({ of }) {
  const some = Object.entries(of).filter(([, n]) => n);
  if (!some.length) return null;
  return html`<p class="row">${some.map(([kind, n]) => html`<a class="badge bad" href=${TROUBLES[kind]}>${t(`troubles.${kind}`, { n })}</a>`)}</p>`;
}

const states = (group) => html`<span class="row">${Object.entries(group.instances).map(([name, n]) => html`<${State} name=${name} n=${n} />`)}</span>`;

// The first of many, and the way to all.
const FIRST = 50;
const More = ({ of, page }) => (of.length > FIRST ? html`<p class="muted"><a href=${at(page)}>${t("list.all", { n: FIRST })}</a></p>` : null);

export const groupRow = (group) => ({ key: group.id, cells: [
  html`<a href=${at("groups", group.id)}>${group.name}</a> <${Id} id=${group.id} />`,
  html`<${State} name=${group.state} />`,
  t("groups.bounds", { min: group.min_size, max: group.max_size }),
  states(group),
] });

export const executionRow = (each) => ({ key: each.id, cells: [
  html`<${Id} id=${each.id} href=${at("executions", each.id)} />`, each.template, html`<${State} name=${each.status} />`, html`<${Time} at=${each.started} />`,
] });

function Ticker() {
  const [still, stop] = useState(null);
  const live = view("ticker")?.view?.items ?? [];
  const items = still ?? live;
  const row = (each) => ({ key: each.id, cells: [html`<${Time} at=${each.at} />`, html`<span class="id">${each.type}</span>`, each.about ? html`<${Id} id=${each.about} href=${at("timeline", each.about)} />` : "–"] });
  return html`<div class="row"><h2>${t("ticker.title")}</h2><button type="button" aria-pressed=${still !== null} onClick=${() => stop(still ? null : live)}>${t("ticker.pause")}</button></div>
    <div class="ticker"><${Table} label=${t("ticker.title")} heads=${[t("flow.when"), t("head.type"), t("head.id")]} rows=${items.map(row)} empty=${t("timeline.none")} /></div>`;
}

const ENV = 'eval "$(scalehook env)"';

// Of a stack in which there is nothing yet.
function Steps() {
  return html`<section class="panel steps" aria-label=${t("steps.title")}><h2>${t("steps.title")}</h2><ol>
    <li>${t("steps.env")} <code>${ENV}</code> <${Copy} text=${ENV} /></li>
    <li><a href=${at("api", "Ess", "CreateScalingGroup")}>${t("steps.group")}</a></li>
    <li><a href=${at("api", "Ess", "CreateLifecycleHook")}>${t("steps.hook")}</a></li></ol></section>`;
}

export const title = () => t("page.overview");
export const watches = () => ["overview", "warnings", "ticker", HOLDS, DEPTHS];

export function Page() {
  const depths = view(DEPTHS)?.view?.lines ?? [];
  return html`<${Missing} paths=${["warnings", "ticker", HOLDS, DEPTHS]} /><${Of} path="overview">${(all) => html`
    ${all.groups.length || all.queues.length ? "" : html`<${Steps} />`}
    <p class="row"><${Act} label=${t("clock.next")} off=${clock.value?.next ? "" : t("clock.no_next")} what=${moveToNext} done=${moved} /></p>
    <h2>${t("waits.title", { n: all.waits.total })}</h2><${Waits} waiting=${all.waits} />
    <${Troubles} of=${{ ...all.troubles, warnings: loud(view("warnings")?.view?.items ?? []).length }} />
    <h2>${t("groups.title")}</h2>
    <${Table} label=${t("groups.title")} heads=${[t("head.name"), t("head.state"), t("head.size"), t("head.instances")]} rows=${all.groups.slice(0, FIRST).map(groupRow)} empty=${t("groups.none")} /><${More} of=${all.groups} page="groups" />
    <h2>${t("page.queues")}</h2>
    <${Table} label=${t("page.queues")} heads=${[t("head.name"), t("queues.ready"), t("queues.held"), t("queues.delayed"), t("queues.depth")]} empty=${t("queues.none")}
      rows=${all.queues.slice(0, FIRST).map((q) => ({ key: q.name, cells: [html`<a href=${at("queues", q.name)}>${q.name}</a>`, q.active, q.inactive, q.delayed, html`<${Small} line=${depths.find((line) => line.name === q.name)} />`] }))} /><${More} of=${all.queues} page="queues" />
    <h2>${t("topics.title")}</h2>
    <${Table} label=${t("topics.title")} heads=${[t("head.name"), t("topics.subscriptions"), t("topics.pushes")]} empty=${t("topics.none")}
      rows=${all.topics.slice(0, FIRST).map((each) => ({ key: each.name, cells: [html`<a href=${at("topics", each.name)}>${each.name}</a>`, each.subscriptions, each.pushes] }))} /><${More} of=${all.topics} page="queues" />
    <h2>${t("page.executions")}</h2>
    <${Table} label=${t("page.executions")} heads=${[t("head.id"), t("head.template"), t("head.state"), t("head.started")]} rows=${all.executions.map(executionRow)} empty=${t("executions.none")} />
    <${Ticker} />
  `}</${Of}>`;
}
