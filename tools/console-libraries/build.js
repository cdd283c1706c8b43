// Writes the libraries of the console, each as one file, with a manifest and their licences.
// `make vendor` runs it; versions are pinned in package.json.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, version } from "esbuild";

const WHERE = "../../services/scalehook/gateway/console/static/vendor";
const BUNDLES = {
  "ui.js": ["preact", "htm", "@preact/signals", "@preact/signals-core"],
  "highlight.js": ["prismjs"],
  "layout.js": ["@dagrejs/dagre", "@dagrejs/graphlib"],
};
const locked = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;

function told(name) {
  const { version: exact, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return { name, version: exact, licence: license, integrity: locked[`node_modules/${name}`].integrity };
}

function licence({ name, version: exact, licence: kind }) {
  const folder = `node_modules/${name}`;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `== ${name} ${exact} (${kind}) ==\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
}

const manifest = { files: {}, bundler: `esbuild ${version}` };
for (const [file, names] of Object.entries(BUNDLES)) {
  const { outputFiles: [made] } = await build({
    entryPoints: [`entries/${file}`], bundle: true, minify: true, format: "esm", write: false,
    target: "es2022", legalComments: "none", define: { global: "globalThis" },
  });
  writeFileSync(`${WHERE}/${file}`, made.contents);
  const sha256 = createHash("sha256").update(made.contents).digest("hex");
  manifest.files[file] = { sha256, packages: names.map(told) };
}
writeFileSync(`${WHERE}/manifest.json`, `${JSON.stringify(manifest, null, 1)}\n`);
const packages = Object.values(manifest.files).flatMap((each) => each.packages);
writeFileSync(`${WHERE}/LICENSES.txt`, packages.map(licence).join("\n\n"));
