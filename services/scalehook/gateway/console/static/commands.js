// What a button does, and the command line that does the same.
import { call, change } from "./stack.js";

const USUAL = "127.0.0.1:4580"; // where commands look by themselves
export const shell = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${String(text).replaceAll("'", "'\\''")}'`);

// A line of `scalehook`, for this stack.
export const scalehook = (...words) => ["scalehook", ...words.map((word) => shell(String(word))), ...(location.host === USUAL ? [] : ["--endpoint", location.origin])].join(" ");

// An operation of the cloud.
export const operation = (product, name, parameters) => Object.assign(() => call(product, name, parameters), { asked: [{ product, operation: name, parameters }] });

// A change of the stack itself, which `command` makes too.
export const own = (method, path, body, command) => Object.assign(() => change(method, path, body), { command });

// A change that only HTTP can make.
export const byHand = (path, body) => `curl -X POST -H 'Content-Type: application/json' -d ${shell(JSON.stringify(body))} ${location.origin}/_scalehook/${path}`;

// Something more, when it is done.
export const then = (what, more) => Object.assign(async () => { const answer = await what(); more(answer); return answer; }, { asked: what.asked, command: what.command });

// The operations of the cloud are the official command line's.
export async function commandOf({ asked, command }) {
  if (command) return typeof command === "function" ? command() : command; // some depend on when one asks
  const samples = await Promise.all(asked.map((each) => change("POST", "samples", { ...each, language: "aliyun" })));
  return samples.map((each) => each.code).join("");
}
