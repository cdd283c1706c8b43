// Allows what lacks: a new policy of a user or role, or a word more in a role's trust; after a look at it.
import { html, useRef, useState } from "../vendor/ui.js";
import { commandOf, operation, then } from "../commands.js";
import { Act, why } from "../parts.js";
import { call } from "../stack.js";
import { t } from "../words.js";

const OPERATIONS = { user: "AttachPolicyToUser", role: "AttachPolicyToRole" };
const LONGEST = 128; // characters of a policy's name
const documented = (statements) => JSON.stringify({ Version: "1", Statement: statements });
const fit = (name) => name.replace(/[^\w-]+/g, "-").slice(0, LONGEST);

// One call after the other.
function inTurn(steps) {
  const all = async () => { for (const step of steps) await step(); };
  return Object.assign(all, { asked: steps.flatMap((step) => step.asked) });
}

function policy(statements, to, name) {
  const owner = { [to.kind === "user" ? "UserName" : "RoleName"]: to.name };
  return inTurn([
    operation("Ram", "CreatePolicy", { PolicyName: name, PolicyDocument: documented(statements) }),
    operation("Ram", OPERATIONS[to.kind], { PolicyType: "Custom", PolicyName: name, ...owner }),
  ]);
}

// What the role trusts already stays.
async function trusted(statements, role) {
  const { Role } = await call("Ram", "GetRole", { RoleName: role });
  return documented([...JSON.parse(Role.AssumeRolePolicyDocument).Statement, ...statements]);
}

function trusting(statements, role) {
  const update = async () => operation("Ram", "UpdateRole", { RoleName: role, NewAssumeRolePolicyDocument: await trusted(statements, role) });
  return Object.assign(async () => (await update())(), { command: async () => commandOf(await update()) });
}

export function Attach({ statements, to, trust, off, title, name }) {
  const [called, type] = useState(fit(name));
  const dialog = useRef(null);
  const reason = why() || off;
  const label = to ? t(trust ? "access.trust" : "access.attach", { who: `${to.kind}/${to.name}` }) : t("access.attach_no");
  const what = to && then(trust ? trusting(statements, to.name) : policy(statements, to, called), () => dialog.current.close());
  return html`<button type="button" aria-label=${`${label}: ${title}`} aria-disabled=${reason ? "true" : "false"} title=${reason} onClick=${() => reason || dialog.current.showModal()}>${label} …</button>
    ${to ? html`<dialog ref=${dialog} aria-label=${`${label}: ${title}`}><h2>${label}</h2>${trust ? "" : html`<label>${t("access.policy_name")}<input value=${called} maxlength=${LONGEST} onInput=${(event) => type(event.target.value)} /></label>`}
      <pre tabindex="0">${JSON.stringify(statements, null, 2)}</pre>
      <div class="row"><${Act} kind="primary" label=${t("access.attach_yes")} name=${`${t("access.attach_yes")}: ${title}`} what=${what} done=${t("access.attached", { who: `${to.kind}/${to.name}` })} /><button type="button" onClick=${() => dialog.current.close()}>${t("act.cancel")}</button></div></dialog>` : ""}`;
}
