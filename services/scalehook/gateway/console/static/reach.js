// Asks again for what the network has lost: a browser gives up what is under way when the machine's networks change.
const PAUSES = [200, 800, 2000]; // milliseconds before each further try
const ONCE = [200]; // of what changes something: within it, the stack is the same one, and knows the key of the first try

const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function often(pauses, ask) {
  for (const pause of pauses) {
    try { return await ask(pause); } catch { await rest(pause); }
  }
  return ask("last");
}

export const reach = (url, options) => often(options ? ONCE : PAUSES, () => fetch(url, options));

// A module that has not come is remembered as such by its name, so each try has another one.
export const bring = (path) => often(PAUSES, (n) => import(`${path}?${n}`));
