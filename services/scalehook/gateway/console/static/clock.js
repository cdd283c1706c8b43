// Virtual time. The browser's own date is never asked: only how long ago the stack told the time.
import { signal } from "./vendor/ui.js";

export const clock = signal(null); // {virtual, real, speed, auto, next}, times in milliseconds
export const second = signal(0); // counts on while somebody looks
export const relative = signal(localStorage.getItem("scalehook.times") === "relative");
export const past = signal(""); // the moment that is looked at; empty: now
let heard = 0;

export function hear(told) {
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
  relative.value = !relative.value;
  localStorage.setItem("scalehook.times", relative.value ? "relative" : "absolute");
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
