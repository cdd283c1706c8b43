// Virtual time. The browser's own date is never asked: only how long ago the stack told the time.
import { signal } from "./vendor/ui.js";

export const clock = signal(null); // {virtual, real, speed, auto, next}, times in milliseconds
export const second = signal(0); // counts on while somebody looks
const TIMES = ["absolute", "local", "relative"]; // UTC, as the cloud's own answers; the reader's zone; from now
const KEPT = "scalehook.times";
export const times = signal(TIMES.includes(localStorage.getItem(KEPT)) ? localStorage.getItem(KEPT) : TIMES[0]);
export const jumped = signal(null); // the clock's last leap: {by} in milliseconds, and the second in which it was seen
export const past = signal(""); // the moment that is looked at; empty: now
let heard = 0;
const LEAP = 1500; // milliseconds, at speed 1: less is no leap, but a late answer

export function hear(told) {
  const by = Date.parse(told.virtual) - now();
  if (clock.value && !past.value && by > LEAP * Math.max(1, told.speed)) jumped.value = { by, seen: second.peek() };
  heard = performance.now();
  clock.value = { ...told, virtual: Date.parse(told.virtual), real: Date.parse(told.real) };
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
export const both = (at) => `${utc(at, true)} · ${local(at, true)}`;
