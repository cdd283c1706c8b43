// What axe finds on a page, as lines. It takes most of its time for the contrast of texts: one that looks just
// like one that it has found good, on this page or on one before, is not looked at again; nor one of the same words
// as one that it has nothing to say of, such as what only a screen reader reads.
(() => {
  const CONTRAST = "color-contrast", AA = "wcag2aa"; // a rule, and those it is one of
  const GROUND = ["backgroundColor", "backgroundImage", "opacity", "position", "filter", "mixBlendMode"];
  const PLAIN = "rgba(0, 0, 0, 0) none 1 static none normal"; // shows what is behind it
  const TEXT = ["color", "fontSize", "fontWeight", "fontStyle", "textShadow"];
  const FIELDS = "input, select, textarea";
  const good = new Set(); // looks of texts
  const none = new Set(); // with their words, of which nothing is to be said

  const values = (one, names) => { const style = getComputedStyle(one); return names.map((name) => style[name]).join(" "); };
  const hasText = (one) => one.matches(FIELDS) || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // Its own colours and size, and all grounds that it stands on.
  function looker() {
    const known = new Map();
    const ground = (one) => {
      if (!one) return "";
      if (!known.has(one)) { const own = values(one, GROUND); known.set(one, ground(one.parentElement) + (own === PLAIN ? "" : `<${own}`)); }
      return known.get(one);
    };
    return (one) => `${values(one, TEXT)}${ground(one)}`;
  }

  const worded = (one, look) => `${one.tagName}.${one.className} ${one.textContent} ${look(one)}`;
  const lines = ({ violations }) => violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join(" ")}`);

  async function contrast() {
    const look = looker();
    const fresh = [...document.body.querySelectorAll("*")].filter((one) => one.getClientRects().length && hasText(one) && !good.has(look(one)) && !none.has(worded(one, look)));
    if (!fresh.length) return [];
    const found = await axe.run({ include: fresh }, { runOnly: [CONTRAST], resultTypes: ["violations", "passes", "incomplete"], elementRef: true });
    for (const { nodes } of found.passes) for (const { element } of nodes) good.add(look(element));
    const judged = new Set([...found.passes, ...found.violations, ...found.incomplete].flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    for (const one of fresh) if (!judged.has(one)) none.add(worded(one, look));
    return lines(found);
  }

  // The rules are tags of axe, or names.
  window.wrong = async (rules) => {
    const others = rules.filter((each) => each !== CONTRAST);
    const options = { runOnly: others, resultTypes: ["violations"], rules: { [CONTRAST]: { enabled: false } } };
    const found = others.length ? lines(await axe.run(options)) : [];
    return [...found, ...(rules.includes(CONTRAST) || rules.includes(AA) ? await contrast() : [])];
  };
})();
