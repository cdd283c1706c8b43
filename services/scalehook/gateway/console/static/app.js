// The frame around all pages: where one is, search, keys, time.
import { html, render, useEffect, useRef, useState } from "./vendor/ui.js";
import { clock, leapt, length, now, past, second, stamp, start, turnTimes } from "./clock.js";
import { Act, at, copyId } from "./parts.js";
import { attend, failed, link, look, pause, said, silence, takeToken, token, view, watch } from "./stack.js";
import { LANGUAGES, language, speak, t } from "./words.js";
import * as access from "./pages/access.js";
import * as api from "./pages/api.js";
import * as clockPage from "./pages/clock.js";
import * as dead from "./pages/dead.js";
import * as executions from "./pages/executions.js";
import * as faults from "./pages/faults.js";
import * as flow from "./pages/flow.js";
import * as groups from "./pages/groups.js";
import * as overview from "./pages/overview.js";
import * as queues from "./pages/queues.js";
import * as timelines from "./pages/timelines.js";
import * as topics from "./pages/topics.js";
import * as warnings from "./pages/warnings.js";

const PAGES = { overview, groups, timelines, timeline: timelines, queues, topics, dead, executions, access, faults, clock: clockPage, api, warnings, flow };
const MENU = ["overview", "flow", "groups", "timelines", "queues", "executions", "access", "faults", "clock", "api", "warnings"];
const UNDER = { timeline: "timelines", topics: "queues", dead: "queues" };
const GOING = { o: "overview", f: "flow", g: "groups", t: "timelines", q: "queues", e: "executions", a: "access", i: "faults", c: "clock", p: "api", w: "warnings" };
const HIT = { group: "groups", wait: "timeline", instance: "timeline", queue: "queues", topic: "topics", execution: "executions", timeline: "timeline" };
const THEME = "scalehook.theme", KEYS = "scalehook.keys";
const dark = matchMedia("(prefers-color-scheme: dark)");

function placed() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id = "", more = ""] = path.split("/").map(decodeURIComponent);
  return { name: name in PAGES ? name : "overview", id, more, query: Object.fromEntries(new URLSearchParams(query)) };
}

// Where one goes in the past, one stays in it: the address says so.
function stay() {
  const { query } = placed();
  if (query.at !== undefined) past.value = query.at;
  else if (past.value) history.replaceState(null, "", `${location.hash}${location.hash.includes("?") ? "&" : "?"}at=${encodeURIComponent(past.value)}`);
}

function Past() {
  if (!past.value) return null;
  const leave = () => { past.value = ""; const url = location.hash.replace(/[?&]at=[^&]*/, ""); history.replaceState(null, "", url); };
  return html`<div class="banner past row">${t("past.banner", { at: stamp(Date.parse(past.value), true) })} <button type="button" onClick=${leave}>${t("past.now")}</button> <a href="#/clock">${t("past.another")}</a></div>`;
}

function theme(chosen = localStorage.getItem(THEME) ?? "auto") {
  localStorage.setItem(THEME, chosen);
  document.documentElement.dataset.theme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
  return chosen;
}

function Search({ box }) {
  const [text, type] = useState("");
  const [found, show] = useState(null);
  const [chosen, choose] = useState(0);
  useEffect(() => {
    if (!text.trim()) { show(null); return undefined; }
    let over = false;
    const wait = setTimeout(async () => {
      try { const hits = await look(`search?q=${encodeURIComponent(text)}`); if (!over) { show(hits); choose(0); } } catch (problem) { failed.value = problem.message; }
    }, 150);
    return () => { over = true; clearTimeout(wait); };
  }, [text]);
  const hits = found?.hits ?? [];
  const close = () => { type(""); show(null); };
  const open = (hit) => { location.hash = at(HIT[hit.kind], hit.id); close(); };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { close(); box.current.blur(); }
    if (!hits.length) return;
    if (step) { event.preventDefault(); choose((chosen + step + hits.length) % hits.length); }
    if (event.key === "Enter") open(hits[chosen]);
  };
  return html`<div class="search" role="search"><input ref=${box} type="search" value=${text} role="combobox" aria-expanded=${String(hits.length > 0)} aria-controls="hits" aria-autocomplete="list" aria-activedescendant=${hits.length ? `hit-${chosen}` : null}
      aria-label=${t("search.label")} placeholder=${t("search.label")} onInput=${(event) => type(event.target.value)} onKeyDown=${keys} />
    <ul class="hits" id="hits" role="listbox" aria-label=${t("search.label")} hidden=${!hits.length}>${hits.map((hit, n) => html`<li key=${hit.kind + hit.id} id="hit-${n}" role="option" aria-selected=${String(n === chosen)} onClick=${() => open(hit)}>${hit.kind} · ${hit.name} <span class="id">${hit.id}</span></li>`)}</ul>
    ${found && !hits.length ? html`<p class="hits muted">${t("search.none", { kinds: found.searched.join(", ") })}</p>` : ""}</div>`;
}

function Time() {
  const leap = leapt();
  const left = clock.value?.next ? Date.parse(clock.value.next) - now() : 0;
  return html`<a class="tight" href="#/clock" aria-label=${t("page.clock")}>◷ ${clock.value ? stamp(now()).slice(11) : "…"} ×${clock.value?.speed ?? 1}</a>
    ${left > 0 ? html`<span class="tight wide-only" title=${t("clock.deadline")}>▸ ${length(left)}</span>` : ""}${leap ? html`<a class="badge waiting" href="#/clock">${t("clock.jumped", { length: length(leap.by) })}${leap.stops ? t("clock.stops", { n: leap.stops }) : ""}</a>` : ""}`;
}

// How the stack is heard; and for how long it has not been.
function Link() {
  if (link.value === "reconnecting") second.value;
  const said = link.value === "reconnecting" ? t("link.silent", { length: length(silence()) }) : t(`link.${link.value}`);
  return html`<button type="button" onClick=${pause} aria-label=${t("link.turn")} data-link=${link.value}>${link.value === "live" ? "●" : "○"} ${said}</button>`;
}

function Header({ box, help }) {
  const [shade, choose] = useState(theme());
  return html`<header><a class="name" href="#/overview">scalehook</a><${Search} box=${box} /><${Time} />
    <${Link} />
    <select aria-label=${t("frame.language")} value=${language.value} onChange=${(event) => speak(event.target.value)}>${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code}>${name}</option>`)}</select>
    <select aria-label=${t("frame.theme")} value=${shade} onChange=${(event) => choose(theme(event.target.value))}>${["auto", "light", "dark"].map((each) => html`<option value=${each}>${t(`theme.${each}`)}</option>`)}</select>
    <button type="button" aria-label=${t("help.title")} onClick=${() => help.current.showModal()}>?</button></header>`;
}

function Menu({ name }) {
  const troubles = view("overview")?.view?.troubles ?? {};
  const counts = { overview: view("overview")?.view?.waits.total, access: troubles.refusals, faults: troubles.faults, executions: troubles.failed, warnings: warnings.loud(view("warnings")?.view?.items ?? []).length };
  return html`<nav aria-label=${t("frame.menu")}><ul>${MENU.map((each) => html`<li key=${each}><a href="#/${each}" aria-current=${each === (UNDER[name] ?? name) ? "page" : null}>${t(`page.${each}`)}${counts[each] ? html`<span class="badge waiting">${counts[each]}</span>` : ""}</a></li>`)}</ul></nav>`;
}

// Keys without Ctrl or Alt are in the way of some who speak to their browser: WCAG 2.1.4.
const keysAreOn = () => localStorage.getItem(KEYS) !== "off";

function Help({ dialog }) {
  const [on, turn] = useState(keysAreOn());
  const choose = (event) => { localStorage.setItem(KEYS, event.target.checked ? "on" : "off"); turn(event.target.checked); };
  return html`<dialog ref=${dialog} aria-label=${t("help.title")}><h2>${t("help.title")}</h2>
    <dl>${["/", "g", "j", "y", "t", "p", "esc"].map((key) => html`<dt><kbd>${t(`help.key_${key === "/" ? "slash" : key}`)}</kbd></dt><dd>${t(`help.${key === "/" ? "slash" : key}`)}</dd>`)}</dl>
    <p><label class="check"><input type="checkbox" checked=${on} onChange=${choose} /><span>${t("help.keys_on")}</span></label></p>
    <button type="button" onClick=${() => dialog.current.close()}>${t("act.close")}</button></dialog>`;
}

function useKeys(box, help) {
  useEffect(() => {
    let going = false;
    const press = (event) => {
      if (!keysAreOn() || event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (going) { going = false; if (GOING[event.key]) location.hash = `#/${GOING[event.key]}`; return; }
      const rows = [...document.querySelectorAll("main [data-row]")];
      const step = (by) => rows[Math.max(0, rows.indexOf(document.activeElement) + by)]?.focus();
      const keys = { "/": () => box.current.focus(), g: () => { going = true; }, "?": () => help.current.showModal(), y: () => copyId(event.target), t: turnTimes, p: pause, j: () => step(1), k: () => step(-1), Escape: () => history.back(), Enter: () => event.target.matches("[data-row]") && event.target.querySelector("a, button")?.click() };
      if (event.key in keys) { if (event.key !== "Enter") event.preventDefault(); keys[event.key](); }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function Frame() {
  const [where, go] = useState(placed());
  const box = useRef(null), help = useRef(null), main = useRef(null);
  useKeys(box, help);
  useEffect(() => {
    const move = () => { stay(); takeToken(); failed.value = ""; said.value = ""; go(placed()); main.current.focus({ preventScroll: true }); scrollTo(0, 0); };
    addEventListener("hashchange", move);
    return () => removeEventListener("hashchange", move);
  }, []);
  const page = PAGES[where.name];
  watch(page.watches(where));
  document.title = `${page.title(where)} · scalehook`;
  const faulty = view("overview")?.view?.troubles.faults ?? 0;
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>${t("frame.skip")}</a>
    <${Header} box=${box} help=${help} />
    <aside aria-label=${t("frame.notes")}>${token.value ? "" : html`<p class="banner">${t("act.read_only")}</p>`}
    <${Past} />
    ${link.value === "parked" ? html`<p class="banner">${t("link.parked_long")}</p>` : ""}
    ${faulty ? html`<div class="banner row">${t("troubles.faults", { n: faulty })} <${Act} label=${t("faults.all_off")} name=${t("faults.banner")} what=${faults.clear} done=${t("faults.are_off")} /></div>` : ""}</aside>
    <div role="alert">${failed.value ? html`<p class="alert">${failed.value}</p>` : ""}</div>
    <div class="layout"><${Menu} name=${where.name} /><main id="main" tabindex="-1" ref=${main}><h1>${page.title(where)}</h1><${page.Page} key=${where.name === "api" ? "api" : `${where.name}/${where.id}`} where=${where} /></main></div>
    <${Help} dialog=${help} /><div class="status" role="status">${said.value}</div>`;
}

takeToken();
stay();
theme();
dark.addEventListener("change", () => theme());
await speak();
start();
attend();
const app = document.getElementById("app");
app.replaceChildren(); // it has said that nothing has started
render(html`<${Frame} />`, app);
if (!location.hash) history.replaceState(null, "", "#/overview");
dispatchEvent(new Event("started"));
