// The flow of messages: who has sent whom what, as a picture and as a list.
import { html, useState } from "../vendor/ui.js";
import { asking, at, Find, Of, Table, Time } from "../parts.js";
import { t } from "../words.js";
import { Picture } from "./flow_picture.js";

const MOST_IN_PICTURE = 200;
const MOST_SINGLE = 60; // things; of more, those of a kind are one
const FEW = 5;
const SLOWNESS = [1, 5, 20];

// What is shown of it: without some kinds of things, and of the last messages those with a text.
const hiddenOf = (where) => new Set((where.query.without ?? "").split(",").filter(has));
const address = (hidden, find) => `${at("flow")}${asking({ without: [...hidden].join(), find })}`;

function without(flow, hidden) {
  const stays = (id) => !hidden.has(named(id).kind);
  return { ...flow, nodes: flow.nodes.filter((node) => !hidden.has(node.kind)), edges: flow.edges.filter((edge) => stays(edge.from) && stays(edge.to)), hops: flow.hops.filter((hop) => stays(hop.from) && stays(hop.to)) };
}

function Kinds({ of, hidden, find }) {
  const turned = (kind) => { const next = new Set(hidden); next.has(kind) ? next.delete(kind) : next.add(kind); return next; };
  return html`<div class="row" role="group" aria-label=${t("flow.kinds")}><span class="muted">${t("flow.kinds")}</span>${[...new Set(of.nodes.map((node) => node.kind))].filter(has).sort().map((kind) => html`<button type="button" key=${kind} aria-pressed=${!hidden.has(kind)} onClick=${() => { location.hash = address(turned(kind), find); }}>${t(`flow.kind_${kind}`)}</button>`)}
    <label><span class="skip">${t("flow.find")}</span><${Find} of=${find} placeholder=${t("flow.find")} show=${(text) => { location.hash = address(hidden, text); }} /></label></div>`;
}

export const title = () => t("page.flow");
export const watches = () => ["flow"];

const named = (id) => { const [kind, ...name] = id.split(":"); return { kind, name: name.join(":") }; };
const shown = (id) => { const { kind, name } = named(id); return `${has(kind) ? t(`flow.kind_${kind}`) : kind} ${name}`; };
const KINDS = new Set(["service", "client", "queue", "topic", "subscriber", "receiver", "target"]);
const has = (kind) => KINDS.has(kind);

// With too many things those of a kind are one, but for the kinds that somebody has opened.
function folded(flow, open) {
  const counts = Object.groupBy(flow.nodes, (node) => node.kind);
  const many = (kind) => flow.nodes.length > MOST_SINGLE && counts[kind].length > FEW && !open.has(kind);
  const of = Object.fromEntries(flow.nodes.map((node) => [node.id, many(node.kind) ? `${node.kind}:*` : node.id]));
  const nodes = new Map(flow.nodes.map((node) => [of[node.id], many(node.kind) ? { id: of[node.id], kind: node.kind, name: t("flow.all", { n: counts[node.kind].length }), folded: true } : node]));
  const edges = new Map();
  for (const edge of flow.edges) {
    const key = `${of[edge.from]} ${of[edge.to]}`;
    const one = edges.get(key) ?? { from: of[edge.from], to: of[edge.to], count: 0, failed: 0 };
    edges.set(key, { ...one, count: one.count + edge.count, failed: one.failed + edge.failed });
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], hops: flow.hops.map((hop) => ({ ...hop, from: of[hop.from], to: of[hop.to] })), count: flow.count };
}

const edgeRow = (edge) => ({ key: edge.from + edge.to, cells: [shown(edge.from), shown(edge.to), edge.count, edge.failed ? html`<span class="badge bad">${edge.failed}</span>` : "0"] });
const hopRow = (hop) => ({ key: hop.n, cells: [html`<a href=${at(hop.ref.page, hop.ref.id)}>${hop.what}</a>${hop.failed ? html` <span class="badge bad">✕</span>` : ""}`, shown(hop.from), shown(hop.to), html`<${Time} at=${hop.at} />`] });

export function Page({ where }) {
  const [slow, choose] = useState(1);
  const [still, stop] = useState(matchMedia("(prefers-reduced-motion: reduce)").matches);
  const [open, expand] = useState(new Set());
  return html`<${Of} path="flow">${(whole) => {
    if (!whole.edges.length) return html`<p class="muted">${t("flow.none")}</p>`;
    const hidden = hiddenOf(where), find = where.query.find ?? "";
    const shownOf = without(whole, hidden);
    const says = (hop) => [hop.what, shown(hop.from), shown(hop.to)].some((text) => text.toLowerCase().includes(find.toLowerCase()));
    const flow = folded(shownOf, open);
    const turn = (kind) => expand((now) => { const next = new Set(now); next.has(kind) ? next.delete(kind) : next.add(kind); return next; });
    return html`<${Kinds} of=${whole} hidden=${hidden} find=${find} /><div class="row wide-only" role="group" aria-label=${t("flow.speed")}><span class="muted">${t("flow.speed")}</span>${SLOWNESS.map((each) => html`<button type="button" aria-pressed=${slow === each} onClick=${() => choose(each)}>${each === 1 ? t("flow.fast") : t("flow.slower", { n: each })}</button>`)}
        <button type="button" aria-pressed=${still} onClick=${() => stop(!still)}>${t("flow.pause")}</button>
        ${[...open].map((kind) => html`<button type="button" onClick=${() => turn(kind)}>${t("flow.fold", { kind })}</button>`)}</div>
      ${flow.nodes.length <= MOST_IN_PICTURE ? html`<${Picture} flow=${flow} slow=${slow} still=${still} expand=${turn} shown=${shown} />` : html`<p class="muted">${t("flow.too_many")}</p>`}
      <h2>${t("flow.ways")}</h2><${Table} label=${t("flow.ways")} heads=${["flow.from", "flow.to", "flow.messages", "flow.failed"].map((key) => t(key))} rows=${flow.edges.map(edgeRow)} empty=${t("flow.none_so")} />
      <h2>${t("flow.last")}</h2><${Table} label=${t("flow.last")} heads=${["flow.what", "flow.from", "flow.to", "flow.when"].map((key) => t(key))} rows=${shownOf.hops.filter(says).reverse().slice(0, 20).map(hopRow)} empty=${t("flow.none_so")} />`;
  }}</${Of}>`;
}
