// What is no text, byte by byte.
const ROW = 16; // bytes

// Those that a text says in Base64; where it says none, its own.
function bytesOf(text) {
  try { return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)); }
  catch { return new TextEncoder().encode(text); }
}

const shown = (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".");

export function hex(text) {
  const bytes = bytesOf(text), rows = [];
  for (let from = 0; from < bytes.length; from += ROW) {
    const some = [...bytes.subarray(from, from + ROW)];
    rows.push(`${from.toString(16).padStart(8, "0")}  ${some.map((byte) => byte.toString(16).padStart(2, "0")).join(" ").padEnd(ROW * 3 - 1)}  ${some.map(shown).join("")}`);
  }
  return rows.join("\n");
}
