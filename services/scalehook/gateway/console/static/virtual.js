// A list of any length: the rows around the window are there, the others are only counted.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./vendor/ui.js";
import { t } from "./words.js";

export const ROW = 36; // pixels; rows in a list are all alike
const BEYOND = 5;
const SETTLED = 150; // milliseconds without scrolling before other rows are asked for

function useWindow(box, total) {
  const [at, move] = useState({ top: 0, height: 480 });
  useEffect(() => {
    const one = box.current;
    let due = 0;
    const look = () => { due = 0; move({ top: one.scrollTop, height: one.clientHeight || 480 }); };
    const soon = () => { if (!due) due = requestAnimationFrame(look); };
    one.addEventListener("scroll", soon, { passive: true });
    look();
    return () => { one.removeEventListener("scroll", soon); cancelAnimationFrame(due); };
  }, []);
  const first = Math.max(0, Math.floor(at.top / ROW) - BEYOND);
  return [first, Math.min(total, Math.ceil((at.top + at.height) / ROW) + BEYOND), at.top];
}

// Rows that come above those that somebody reads do not move these: they are counted until one goes there.
function useNews(box, total, top, newest, moved) {
  const before = useRef(total);
  const [news, tell] = useState(0);
  useLayoutEffect(() => {
    const more = total - before.current;
    before.current = total;
    if (!newest || more <= 0 || !box.current.scrollTop) return;
    box.current.scrollTop += more * ROW;
    moved(more);
    tell((n) => n + more);
  }, [total]);
  useEffect(() => { if (!top) tell(0); }, [top]);
  return news;
}

// `row(index)` has a key and cells, or is undefined while it is not known; `wanted(first, last)` is told which are needed.
export function VirtualList({ label, heads, total, row, wanted, chosen, choose, columns, newest }) {
  const box = useRef(null), last = useRef(0);
  const sized = (one) => { box.current = one; if (!one) return; if (columns) one.style.setProperty("--columns", columns); one.style.height = `min(60vh, ${(total + 1) * ROW + 18}px)`; };
  const [first, end, top] = useWindow(box, total);
  const [focused, focus] = useState(0);
  useEffect(() => { const wait = setTimeout(() => wanted(first, end), SETTLED); return () => clearTimeout(wait); }, [first, end]);
  const current = Math.min(focused, total - 1);
  const go = (index) => {
    const next = Math.max(0, Math.min(total - 1, index)), one = box.current;
    focus(next);
    if (next * ROW < one.scrollTop) one.scrollTop = next * ROW;
    if ((next + 2) * ROW > one.scrollTop + one.clientHeight) one.scrollTop = (next + 2) * ROW - one.clientHeight;
    const there = () => one.querySelector(`[data-index="${next}"]`);
    if (there()) there().focus({ preventScroll: true });
    else requestAnimationFrame(() => requestAnimationFrame(() => there()?.focus({ preventScroll: true })));
  };
  const news = useNews(box, total, top, newest, (more) => { const had = Number(document.activeElement.dataset.index); if (box.current.contains(document.activeElement)) go(had + more); else focus(current + more); });
  const mark = (index, shift) => {
    const from = shift ? Math.min(last.current, index) : index, to = shift ? Math.max(last.current, index) : index;
    const keys = Array.from({ length: to - from + 1 }, (_, n) => row(from + n)?.key).filter(Boolean);
    choose(keys, shift || !chosen.has(keys[0]));
    last.current = index;
  };
  const keys = (event, index) => {
    const page = Math.floor(box.current.clientHeight / ROW) - 1;
    const to = { ArrowDown: index + 1, j: index + 1, ArrowUp: index - 1, k: index - 1, Home: 0, End: total - 1, PageDown: index + page, PageUp: index - page }[event.key];
    if (to !== undefined) { event.preventDefault(); event.stopPropagation(); go(to); }
    else if (event.key === " " && choose) { event.preventDefault(); mark(index, event.shiftKey); }
  };
  // the row that has the focus stays, wherever one scrolls
  const indexes = [...new Set([...Array.from({ length: Math.max(0, end - first) }, (_, n) => first + n), current])].filter((index) => index >= 0 && index < total).sort((a, b) => a - b);
  return html`${news ? html`<p class="news"><button type="button" onClick=${() => go(0)}>${t("list.news", { n: news })} ↑</button></p>` : ""}<div class="virtual" ref=${sized} role="grid" aria-label=${label} aria-rowcount=${total + 1} aria-multiselectable=${choose ? "true" : null}>
    <div role="row" aria-rowindex="1" class="head">${choose ? html`<span role="columnheader" class="mark"><span class="skip">${t("list.choose")}</span></span>` : ""}${heads.map((head) => html`<span role="columnheader">${head}</span>`)}</div>
    <div class="space" role="presentation" ref=${(one) => { if (one) one.style.height = `${total * ROW}px`; }}>${indexes.map((index) => {
    const found = row(index);
    const place = (one) => { if (one) one.style.transform = `translateY(${index * ROW}px)`; };
    return html`<div key=${index} ref=${place} role="row" data-row data-index=${index} aria-rowindex=${index + 2} aria-busy=${found ? null : "true"} aria-selected=${choose ? String(Boolean(found && chosen.has(found.key))) : null}
        tabindex=${index === current ? 0 : -1} onFocus=${() => focus(index)} onKeyDown=${(event) => keys(event, index)}>
      ${choose ? html`<span role="gridcell" class="mark"><input type="checkbox" tabindex="-1" aria-label=${found?.key ?? "…"} checked=${Boolean(found && chosen.has(found.key))} onClick=${(event) => mark(index, event.shiftKey)} /></span>` : ""}
      ${found ? found.cells.map((cell) => html`<span role="gridcell">${cell}</span>`) : heads.map((_, n) => html`<span role="gridcell">${n ? "" : "…"}</span>`)}</div>`;
  })}</div></div>`;
}
