// The stack: what is watched of it, and what is done to it.
import { batch, signal } from "./vendor/ui.js";
import { hear, learn, now, past } from "./clock.js";
import { reach } from "./reach.js";

const ROOT = "/_scalehook/";
const KEPT = "scalehook.token";
const HIDDEN_FOR = 5000;
const SILENT = 6000; // milliseconds in which a stack that lives tells something: each two seconds, if nothing else, that it does
const GIVEN_UP = 15000; // a stream that has told nothing for so long is left for another one
const REMEMBERED = 60; // paths that nobody watches any more
export const token = signal("");
export const link = signal("connecting"); // live, reconnecting, parked, paused
export const said = signal(""); // of what was done
export const failed = signal("");
const seen = new Map(); // of each path a signal: {view} or {error}, and when it was told of
let wanted = [];
let source = null;
let position = "";
let hiding = 0;
let heard = performance.now(), asked = heard; // when something was told last, and when a stream was opened

export function takeToken() {
  const given = /^#token=(.+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem(KEPT, decodeURIComponent(given[1]));
    history.replaceState(null, "", location.pathname + "#/overview");
  }
  token.value = sessionStorage.getItem(KEPT) ?? "";
}

// A path as the stack is asked for it: in the past, as it was then.
export const full = (path) => (past.value ? `${path}${path.includes("?") ? "&" : "?"}at=${encodeURIComponent(past.value)}` : path);

function cell(id) {
  if (!seen.has(id)) seen.set(id, signal(null));
  return seen.get(id);
}

export const view = (path) => cell(full(path)).value;

export function watch(paths) {
  const list = ["overview", ...paths.filter((path) => path !== "overview")].map(full);
  if (list.join("\n") === wanted.join("\n") && source) return;
  wanted = list;
  forget();
  if (link.value !== "paused") open();
}

// What was looked at last is there at once when one comes back; a tab does not grow with all that it has shown.
function forget() {
  const old = [...seen.keys()].filter((id) => !wanted.includes(id));
  for (const id of old.slice(0, Math.max(0, old.length - REMEMBERED))) seen.delete(id);
}

export function open() {
  source?.close();
  asked = performance.now();
  const query = wanted.map((path) => `watch=${encodeURIComponent(path)}`).join("&");
  source = new EventSource(`${ROOT}stream?${query}&after=${encodeURIComponent(position)}`);
  const mine = source;
  const on = (name, act) => mine.addEventListener(name, (event) => {
    if (mine !== source) return;
    position = event.lastEventId;
    heard = performance.now();
    if (link.value === "reconnecting") link.value = "live";
    act(JSON.parse(event.data));
  });
  on("hello", ({ clock, course }) => { hear(clock); learn(course); link.value = "live"; });
  on("clock", hear);
  on("changes", ({ put }) => batch(() => put.forEach(keep)));
  on("beat", () => {});
  on("reset", () => { failed.value = ""; });
  on("parked", () => { mine.close(); link.value = "parked"; });
  mine.onerror = () => {
    if (mine !== source || link.value === "parked") return;
    link.value = "reconnecting";
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === source && open(), 2000);
  };
}

function keep({ id, view: shown, error }) {
  const one = cell(id), before = one.peek();
  seen.delete(id); // the one heard of last is the last
  seen.set(id, one);
  one.value = error ? { error, view: before?.view, at: before?.at } : { view: shown, at: now() };
}

export function pause() {
  if (link.value === "paused") { open(); return; }
  source?.close();
  link.value = "paused";
}

export const silence = () => performance.now() - heard;

// A stack that hangs keeps its connections, and says nothing: the page's own clock tells.
function listen() {
  if (!source || !["live", "connecting", "reconnecting"].includes(link.value)) return;
  const since = performance.now() - Math.max(heard, asked);
  if (since > SILENT) link.value = "reconnecting";
  if (since > GIVEN_UP) open();
}

export function attend() {
  setInterval(listen, 1000);
  const again = () => { if (link.value === "parked") { link.value = "connecting"; open(); } };
  addEventListener("focus", again);
  addEventListener("click", again);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(() => { source?.close(); source = null; }, HIDDEN_FOR);
    else if (!source && link.value !== "paused") open();
  });
}

export const told = ({ Code, Message, RequestId }) => `${Code}: ${Message}${RequestId ? ` · RequestId ${RequestId}` : ""}`;

export class Refused extends Error {
  constructor({ Code, Message, RequestId }) { super(told({ Code, Message, RequestId })); this.code = Code; }
}

export async function look(path) {
  return answered(await reach(ROOT + full(path)));
}

export async function change(method, path, body) {
  const headers = { "X-Scalehook-Token": token.value, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()).slice(2) };
  return answered(await reach(ROOT + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }));
}

export async function call(product, operation, parameters) {
  const answer = await change("POST", "call", { product, operation, parameters });
  if (answer.status >= 400) throw new Refused({ Code: answer.body.Code ?? answer.status, Message: answer.body.Message ?? "", RequestId: answer.request_id });
  return answer.body;
}

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(body);
  return body;
}
