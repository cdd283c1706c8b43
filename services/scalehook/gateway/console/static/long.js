// A list that comes in parts: those around the window are watched, those far from it are forgotten.
import { html, signal } from "./vendor/ui.js";
import { past } from "./clock.js";
import { act, CopyAll, Problem, Time } from "./parts.js";
import { look, told, view } from "./stack.js";
import { VirtualList } from "./virtual.js";
import { t } from "./words.js";

const PART = 100; // items; a whole number of the stack's own pages
const KEPT = 10; // parts before and behind the window
const MOST_COPIED = 10000; // items

// `path(where)` is the list's; `items` finds them in its view.
export class Long {
  constructor(path, items = (found) => found.items) {
    this.path = path;
    this.items = items;
    this.shown = signal({ path: "", parts: [0] });
    this.known = { path: "", lists: new Map(), total: 0 };
  }

  parts(where) {
    const { path, parts } = this.shown.value;
    return path === this.path(where) ? parts : [0];
  }

  part(where, number) {
    const path = this.path(where);
    return `${path}${path.includes("?") ? "&" : "?"}limit=${PART}&cursor=${number * PART}`;
  }

  watches(where) { return this.parts(where).map((number) => this.part(where, number)); }

  first(where) { return view(this.part(where, this.parts(where)[0])); }

  read(where) {
    const path = `${this.path(where)} ${past.value}`, parts = this.parts(where);
    if (this.known.path !== path) this.known = { path, lists: new Map(), total: 0, loaded: false };
    const { known } = this;
    for (const number of parts) {
      const found = view(this.part(where, number))?.view;
      if (found) this.keep(number, found);
    }
    for (const number of [...known.lists.keys()]) if (!parts.some((each) => Math.abs(each - number) <= KEPT)) known.lists.delete(number);
    return known;
  }

  // Where nobody counts the whole, it is as long as what is known, and a part more while there is one.
  keep(number, found) {
    const items = this.items(found), end = number * PART + items.length;
    this.known.lists.set(number, items);
    this.known.total = found.total ?? (found.next ? Math.max(this.known.total, end + 1) : end);
    this.known.loaded = true;
  }

  want(where, first, last) {
    const from = Math.floor(first / PART), to = Math.floor(Math.max(first, last - 1) / PART);
    const parts = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    if (parts.join() !== this.parts(where).join()) this.shown.value = { path: this.path(where), parts };
  }

  // All of it, part by part: no page holds that much.
  async every(where) {
    const items = [];
    for (let number = 0; items.length < MOST_COPIED; number += 1) {
      const found = await look(this.part(where, number));
      items.push(...this.items(found));
      if (!(found.next ?? items.length < found.total) || !this.items(found).length) break;
    }
    return items;
  }

  item(index) { return this.known.lists.get(Math.floor(index / PART))?.[index % PART]; }
}

// `row(item)` has a key and cells; `all` is how many there are without the filter.
export function LongList({ of, where, row, empty, all, ...list }) {
  const problem = of.first(where)?.error;
  const known = of.read(where);
  const trouble = problem && html`<${Problem} text=${told(problem)} />`;
  if (trouble && !known.loaded) return trouble;
  if (!known.loaded) return html`<p class="muted" aria-busy="true">${t("state.loading")}</p>`;
  const found = (index) => { const item = of.item(index); return item && row(item); };
  return html`${trouble}${known.total ? html`<${VirtualList} key=${known.path} ...${list} total=${known.total} row=${found} wanted=${(first, last) => of.want(where, first, last)} />` : html`<p class="muted">${empty}</p>`}
    <p class="row"><span class="muted" data-total=${known.total}>${all > known.total ? t("list.shown", { n: known.total, total: all }) : t("list.total", { n: known.total })} · ${t("list.updated")} <${Time} at=${of.first(where)?.at} /></span>${known.total ? html`<${CopyAll} items=${() => act(() => of.every(where), "")} of=${list.label} />` : ""}</p>`;
}
