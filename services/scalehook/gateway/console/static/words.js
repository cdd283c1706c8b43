// Texts in the reader's language. What the cloud names itself is never translated.
import { signal } from "./vendor/ui.js";
import { reach } from "./reach.js";

export const LANGUAGES = { en: "English", "zh-CN": "中文" };
const KEPT = "scalehook.language";
export const language = signal("en");
const known = {}; // texts by language, asked for once
let words = {};
let wanted = ""; // chosen last: what was asked for before it may come after it

function preferred() {
  const kept = localStorage.getItem(KEPT);
  if (kept in LANGUAGES) return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export async function speak(chosen = preferred()) {
  wanted = chosen;
  known[chosen] ??= await (await reach(`strings/${chosen}.json`)).json();
  if (chosen !== wanted) return;
  words = known[chosen];
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
  language.value = chosen;
}

export function t(key, given = {}) {
  language.value; // who shows a text is drawn anew in another language
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => given[name] ?? "");
}

// Whether a text has a place of this name.
export const says = (key, name) => (words[key] ?? "").includes(`{${name}}`);

export const has = (key) => key in words;
