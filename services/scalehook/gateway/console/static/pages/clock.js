// Virtual time: how late it is, and moving it.
import { html, useState } from "../vendor/ui.js";
import { byHand, own } from "../commands.js";
import { moveBy, moved, moveTo } from "../moves.js";
import { Act, Of } from "../parts.js";
import { clock, length, now, past, second, stamp, utc } from "../clock.js";
import { t } from "../words.js";
import { Deadlines, DEADLINES, Holds, HOLDS } from "./deadlines.js";
import { Slider } from "./slider.js";
import { Waits } from "./waits.js";

export const title = () => t("page.clock");
export const watches = () => ["overview", DEADLINES, HOLDS];

const MOVES = [["+1 min", 60, "1m"], ["+10 min", 600, "10m"], ["+1 h", 3600, "1h"], ["+6 h", 21600, "6h"]];

function Now() {
  second.value;
  if (!clock.value) return null;
  const virtual = now();
  if (past.value) return html`<p class="big"><time datetime=${past.value}>${stamp(virtual)}</time></p>`;
  const real = clock.value.real + (virtual - clock.value.virtual) / clock.value.speed;
  return html`<p class="big"><time datetime=${utc(virtual, true)}>${stamp(virtual)}</time></p>
    <p class="muted">×${clock.value.speed} · ${t("clock.real")} ${stamp(real)} (${virtual >= real ? "+" : "−"}${length(virtual - real)}) ${clock.value.auto ? `· ${t("clock.auto")}` : ""}</p>`;
}

const SPEEDS = [1, 60, 600];
function Speed() {
  const speed = clock.value?.speed;
  return html`<div class="row" role="group" aria-label=${t("clock.speed")}><span>${t("clock.speed")}</span>${SPEEDS.map((each) => html`<${Act} key=${each} label=${`×${each}`} kind=${each === speed ? "on" : ""}
    what=${own("POST", "clock/speed", { speed: each }, byHand("clock/speed", { speed: each }))} done=${(answer) => t("clock.runs", { speed: answer.speed })} />`)}</div>`;
}

function Auto() {
  const on = Boolean(clock.value?.auto), to = { on: !on };
  return html`<div class="row"><span>${t(on ? "clock.auto_on" : "clock.auto_off")}</span><${Act} label=${t(on ? "clock.auto_stop" : "clock.auto_start")}
    what=${own("POST", "clock/auto", to, byHand("clock/auto", to))} done=${(answer) => t(answer.on ? "clock.auto_on" : "clock.auto_off")} /></div>`;
}

// Where a move is to go, as it was asked for.
const goal = (of) => (of.until ? t("clock.until", { event: of.until }) : of.to === "next" ? t("clock.next") : of.to ? stamp(Date.parse(of.to)) : `+${length(of.seconds * 1000)}`);

// Moves that take their time, whoever has begun them; one after the other.
function Under() {
  if (!clock.value?.moving) return null;
  const line = clock.value.line ?? [];
  return html`${line.length > 1 ? html`<ol class="panel" aria-label=${t("clock.line")}>${line.map((each, n) => html`<li key=${n}>${goal(each)} · ${n ? t("clock.place", { n }) : t("clock.first")}</li>`)}</ol>` : ""}<p class="panel wait row"><span>${t("clock.moving")}</span><${Act} kind="danger" label=${t("clock.stop")} what=${own("POST", "clock/stop", {}, byHand("clock/stop", {}))} done=${t("clock.stopped")} /></p>`;
}

export function Page() {
  const [minutes, type] = useState("30");
  const next = clock.value?.next;
  return html`<${Now} /><${Under} />
    <div class="row">${MOVES.map(([label, seconds, text]) => html`<${Act} label=${label} what=${moveBy(seconds, text)} done=${moved} />`)}
      <${Act} kind="primary" label=${t("clock.next")} off=${next ? "" : t("clock.no_next")} what=${moveTo(next)} done=${moved} /></div>
    <div class="row"><label>${t("clock.minutes")}<input type="number" min="0" value=${minutes} onInput=${(event) => type(event.target.value)} /></label>
      <${Act} label=${t("clock.go")} what=${moveBy(Number(minutes) * 60, `${minutes}m`)} done=${moved} /></div>
    <${Speed} /><${Auto} />
    <${Deadlines} /><${Holds} />
    <${Slider} />
    <${Of} path="overview">${(all) => html`<h2>${t("waits.title", { n: all.waits.total })}</h2><${Waits} waiting=${all.waits} />`}</${Of}>`;
}
