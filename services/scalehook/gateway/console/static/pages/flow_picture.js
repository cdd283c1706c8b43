// Boxes and arrows, and a dot for each message that goes along one: a click on it shows the message.
import { html, useEffect, useMemo, useRef, useState } from "../vendor/ui.js";
import { at, Problem } from "../parts.js";
import { bring } from "../reach.js";
import { t } from "../words.js";

const WIDTH = 170, HEIGHT = 46;
const ONE_HOP = 700; // milliseconds
const BUSY = 30; // messages a second on one way: no dots any more
const PAGES = { queue: "queues", topic: "topics" };

function laidOut({ Graph, layout }, flow) {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 70, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes) graph.setNode(node.id, { width: WIDTH, height: HEIGHT });
  for (const edge of flow.edges) graph.setEdge(edge.from, edge.to, { width: 40, height: 16, labelpos: "c" });
  layout(graph);
  const { width, height } = graph.graph();
  return { width, height, node: (id) => graph.node(id), edge: (from, to) => graph.edge(from, to) };
}

const path = (points) => points.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
const short = (text) => (text.length > 21 ? `${text.slice(0, 11)}…${text.slice(-9)}` : text);

// How many messages a second go along each way, from one look to the next.
function useRates(flow) {
  const before = useRef(null);
  const now = performance.now();
  const counts = Object.fromEntries(flow.edges.map((edge) => [`${edge.from} ${edge.to}`, edge.count]));
  const last = before.current;
  const seconds = last ? (now - last.at) / 1000 : 0;
  const rates = last && last.count !== flow.count && seconds > 0 ? Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, (count - (last.counts[key] ?? 0)) / Math.max(seconds, 0.2)])) : last?.rates ?? {};
  useEffect(() => { if (!last || last.count !== flow.count) before.current = { at: now, counts, count: flow.count, rates }; });
  return rates;
}

function useDots(layer, flow, place, rates, slow, still) {
  const seen = useRef(flow.count);
  useEffect(() => {
    const fresh = flow.hops.filter((hop) => hop.n > seen.current);
    seen.current = flow.count;
    if (still || !place || document.hidden) return;
    fresh.filter((hop) => (rates[`${hop.from} ${hop.to}`] ?? 0) <= BUSY).forEach((hop, index) => fly(layer.current, hop, slow, index * 120 * slow));
  }, [flow.count]);
}

function fly(layer, hop, slow, delay) {
  const way = layer?.ownerSVGElement.querySelector(`[data-way="${CSS.escape(`${hop.from} ${hop.to}`)}"]`);
  if (!way) return;
  const dot = document.createElementNS(layer.namespaceURI, "circle");
  const whole = way.getTotalLength();
  dot.setAttribute("r", "6");
  dot.setAttribute("class", hop.failed ? "dot failed" : "dot");
  dot.addEventListener("click", () => { location.hash = at(hop.ref.page, hop.ref.id); });
  const began = performance.now() + delay;
  const step = (time) => {
    const part = (time - began) / (ONE_HOP * slow);
    if (part >= 1 || !layer.isConnected) { dot.remove(); return; }
    if (part >= 0) {
      const point = way.getPointAtLength(part * whole);
      dot.setAttribute("cx", point.x);
      dot.setAttribute("cy", point.y);
      if (!dot.isConnected) layer.append(dot);
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function Box({ node, at: { x, y }, expand, shown }) {
  const href = PAGES[node.kind] && !node.folded ? at(PAGES[node.kind], node.name) : null;
  const inner = html`<rect x=${x - WIDTH / 2} y=${y - HEIGHT / 2} width=${WIDTH} height=${HEIGHT} rx="4" class="box ${node.kind}" /><text x=${x} y=${y - 5} class="kind">${shown(`${node.kind}:`)}</text><text x=${x} y=${y + 13} class="label">${short(node.name)}</text><title>${shown(node.id)}</title>`;
  if (node.folded) return html`<g class="can" onClick=${() => expand(node.kind)}>${inner}</g>`;
  return href ? html`<a href=${href} tabindex="-1">${inner}</a>` : html`<g>${inner}</g>`;
}

export function Picture({ flow, slow, still, expand, shown }) {
  const [library, keep] = useState(null);
  const layer = useRef(null);
  const [problem, tell] = useState("");
  const load = () => { tell(""); bring("./vendor/layout.js").then(keep, (wrong) => tell(wrong.message)); };
  useEffect(load, []);
  const shape = JSON.stringify([flow.nodes.map((node) => node.id), flow.edges.map((edge) => [edge.from, edge.to])]);
  const place = useMemo(() => (library ? laidOut(library, flow) : null), [library, shape]);
  const rates = useRates(flow);
  useDots(layer, flow, place, rates, slow, still);
  if (problem) return html`<${Problem} text=${problem} again=${load} />`;
  if (!place) return html`<p class="muted wide-only" aria-busy="true">${t("state.loading")}</p>`;
  return html`<div class="scroll picture wide-only" tabindex="0" role="region" aria-label=${t("flow.picture")}><svg viewBox="0 0 ${place.width} ${place.height}" width=${place.width} height=${place.height} aria-hidden="true">
    <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" class="head" /></marker></defs>
    ${flow.edges.map((edge) => { const { points, x, y } = place.edge(edge.from, edge.to), key = `${edge.from} ${edge.to}`, rate = rates[key] ?? 0; return html`<g key=${key}><path d=${path(points)} data-way=${key} class="way ${edge.failed ? "failed" : ""} ${rate > BUSY ? "busy" : ""}" marker-end="url(#arrow)" /><text x=${x ?? points[1].x} y=${(y ?? points[1].y) - 5} class="count">${edge.count}${rate > BUSY ? ` · ${Math.round(rate)}/s` : ""}</text></g>`; })}
    ${flow.nodes.map((node) => html`<${Box} key=${node.id} node=${node} at=${place.node(node.id)} expand=${expand} shown=${shown} />`)}
    <g ref=${layer}></g></svg></div>`;
}
