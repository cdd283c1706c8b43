// Moving the clock, and what is said of it afterwards.
import { length, now, stamp } from "./clock.js";
import { own, scalehook } from "./commands.js";
import { t } from "./words.js";

// How long it took is counted here: the stack knows no real time but its own.
const timed = (what) => Object.assign(async () => { const began = performance.now(); return { ...(await what()), took: performance.now() - began }; }, { command: what.command });

export const moveBy = (seconds, text) => timed(own("POST", "clock/advance", { seconds }, scalehook("clock", "advance", text)));
export const moveTo = (at) => timed(own("POST", "clock/advance", { to: at }, () => scalehook("clock", "advance", `${Math.max(0, Math.ceil((Date.parse(at) - now()) / 1000)) || 0}s`)));

// Whatever that is by the time that it is asked for.
export const moveToNext = timed(own("POST", "clock/advance", { to: "next" }, scalehook("clock", "advance", "--to", "next")));

export function moved(answer) {
  if (answer.stopped) return t("clock.stopped");
  const busy = answer.names.length ? t("clock.busy", { names: answer.names.join(", ") }) : t("clock.quiet", { took: length(answer.took) });
  const passed = answer.passed.length ? t("clock.passed", { n: answer.passed.length }) : "";
  return [t("clock.moved", { to: stamp(Date.parse(answer.now)) }), busy, passed].filter(Boolean).join(" ");
}
