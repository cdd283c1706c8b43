// Reads an AsyncAPI document from its standard input; prints what the official parser finds wrong.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Parser } = createRequire(`${process.cwd()}/`)("@asyncapi/parser");
const { document, diagnostics } = await new Parser().parse(readFileSync(0, "utf8"));
const problems = diagnostics.filter(({ severity }) => severity === 0);
const counts = document && {
  channels: document.channels().all().length,
  operations: document.operations().all().length,
  replies: document.operations().all().filter((operation) => operation.reply()).length,
};
console.log(JSON.stringify({ problems, counts, warnings: diagnostics.length - problems.length }));
