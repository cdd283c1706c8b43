// Text as code: tokens become elements, never markup.
import { html, useEffect, useState } from "./vendor/ui.js";
import { Copy } from "./parts.js";
import { bring } from "./reach.js";

let highlighter = null;
// Without it the text is plain.
const load = () => (highlighter ??= bring("./vendor/highlight.js").catch(() => { highlighter = null; return { tokens: (text) => [text] }; }));

function spans(found) {
  return found.map((each) => (typeof each === "string" ? each
    : html`<span class="t-${each.type}">${Array.isArray(each.content) ? spans(each.content) : typeof each.content === "string" ? each.content : spans([each.content])}</span>`));
}

export function Code({ text, language, label }) {
  const [read, keep] = useState(null);
  useEffect(() => {
    let over = false;
    load().then(({ tokens }) => { if (!over) keep(text.length < 65536 ? tokens(text, language) : [text]); });
    return () => { over = true; };
  }, [text, language]);
  return html`<div class="code"><p class="row"><span class="grow"></span><${Copy} text=${text} /></p><pre tabindex="0" role="region" aria-label=${label}><code>${read ? spans(read) : text}</code></pre></div>`;
}
