// Virtual time. The browser's own date is never asked: only how long ago the stack told the time.
import { signal } from "./vendor/ui.js";
import { t } from "./words.js";

export const clock = signal(null); // {virtual, real, speed, auto, next}, times in milliseconds
export const second = signal(0); // counts on while somebody looks
const TIMES = ["absolute", "local", "relative", "real"]; // UTC, as the cloud's own answers; the reader's zone; from now; when it has really been
const KEPT = "scalehook.times";
export const times = signal(TIMES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : TIMES[0]);
export const jumped = signal(null); // the clock's last leap: {by} in milliseconds, {stops} at which something came due, and the tick in which it was seen
export const past = signal(""); // the moment that is looked at; empty: now
let heard = 0;
let course = [], began = 0; // where virtual time stood when, {virtual, real, speed}; since then it is known
const MOST_POINTS = 300;
const TOLD = 10; // ticks for which a leap is told
const LEAP = 1500; // milliseconds, at speed 1: less is no leap, but a late answer

export function hear(told) {
  const by = Date.parse(told.virtual) - now(), stops = Math.max(0, told.stops - (clock.value?.stops ?? told.stops));
  if (clock.value && !past.value) leap(by > LEAP * Math.max(1, told.speed) ? by : 0, stops);
  heard = performance.now();
  clock.value = { ...told, virtual: Date.parse(told.virtual), real: Date.parse(told.real) };
  course = [...course, clock.value].slice(-MOST_POINTS);
}

// A move is told of as it goes, and what it has passed at its end: together it is one leap.
function leap(by, stops) {
  const before = leapt() ?? { by: 0, stops: 0 };
  if (by || (stops && before.by)) jumped.value = { by: before.by + by, stops: before.stops + stops, seen: second.peek() };
}
export const leapt = () => (jumped.value && second.value - jumped.value.seen < TOLD ? jumped.value : null);

// What the stack knows of the time before somebody looked.
export function learn(told) {
  began = Date.parse(told.began);
  const points = told.points.map((one) => ({ ...one, virtual: Date.parse(one.virtual), real: Date.parse(one.real) }));
  if (points.length) course = [...course.filter((one) => one.real < points[0].real), ...points, ...course.filter((one) => one.real > points.at(-1).real)].slice(-MOST_POINTS);
}

// When a virtual moment has really been; nothing of what is still to come, or was before the stack has started.
export function realOf(at) {
  const next = course.findIndex((one) => one.virtual > at);
  const from = next === 0 ? course[0] : course.at(next < 0 ? -1 : next - 1);
  if (!from || at > now()) return null;
  const real = Math.min(from.real + (at - from.virtual) / from.speed, next > 0 ? course[next].real : Infinity);
  return real < began ? null : real;
}

export function now() {
  if (past.value) return Date.parse(past.value);
  if (!clock.value) return 0;
  return clock.value.virtual + (performance.now() - heard) * clock.value.speed;
}

export function start() {
  const tick = () => {
    if (!document.hidden) second.value += 1;
    setTimeout(tick, clock.value && clock.value.speed > 1 ? 250 : 1000);
  };
  tick();
}

export function turnTimes() {
  times.value = TIMES[(TIMES.indexOf(times.value) + 1) % TIMES.length];
  localStorage.setItem(KEPT, times.value);
}

export function length(milliseconds) {
  const seconds = Math.abs(milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} m`;
  return `${Math.floor(seconds / 86400)} d`;
}

export function utc(at, milliseconds = false) {
  return new Date(at).toISOString().replace("T", " ").slice(0, milliseconds ? 23 : 19) + "Z";
}

function local(at, milliseconds) {
  const date = new Date(at), minutes = -date.getTimezoneOffset(), two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const shifted = new Date(date.getTime() + minutes * 60000).toISOString().replace("T", " ").slice(0, milliseconds ? 23 : 19);
  return `${shifted}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

// As the reader has chosen it.
export const stamp = (at, milliseconds = false) => (times.value === "local" ? local : utc)(at, milliseconds);

// What is said of a moment on a second look.
export function both(at) {
  const real = realOf(at);
  return [utc(at, true), local(at, true), ...(real === null ? [] : [t("time.real", { at: utc(real, true) })])].join(" · ");
}
