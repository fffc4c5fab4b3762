// @ts-check
/** Writes what people read: `docs/diagnostics.md` and the pages of `metaflow-transpile explain`. */

const groups = {
  1: "Syntax",
  2: "The graph",
  3: "Decorators, parameters and configs",
  4: "What a target can do",
  5: "Options and usage",
  9: "Faults of this tool",
};

/** @typedef {import("./read.mjs").Message} Message */

/** @param {Message[]} messages */
export function printReference(messages) {
  const parts = ['<!-- Generated from messages/*.md by "npm run generate". Do not edit. -->', "# Diagnostics"];
  parts.push("`metaflow-transpile explain CODE` prints one of these; CODE is the name or the number.");
  for (const [digit, title] of Object.entries(groups)) {
    const members = messages.filter((it) => it.number[2] === digit);
    if (members.length > 0) parts.push(`## ${title}`, ...members.map((it) => `### ${page(it)}`));
  }
  return `${parts.join("\n\n")}\n`;
}

/** @param {Message[]} messages */
export function printExplanations(messages) {
  const entries = messages.map(
    (it) => `  ${it.code}: {\n    number: "${it.number}",\n    page: ${JSON.stringify(page(it))},\n  },\n`,
  );
  return `// Generated from messages/*.md by "npm run generate". Do not edit.

/** What \`metaflow-transpile explain\` prints, by code. */
export const explanations: Readonly<Record<string, { readonly number: string; readonly page: string }>> = {
${entries.join("")}};
`;
}

/** @param {Message} it */
function page(it) {
  const least = it.floor === "off" ? "" : `, not below ${it.floor}`;
  const level =
    it.floor === "error" ? it.severity : `${it.severity} (may be changed with \`--level ${it.code}=…\`${least})`;
  const parts = [it.code, `${it.number} · ${level}`, `> ${named(it.message)}`];
  if (it.help.length > 0) parts.push(it.help.map((line) => `> help: ${named(line)}`).join("\n>\n"));
  if (it.fix) parts.push(`> fix, where it is certain: ${named(it.fix)}`);
  parts.push(it.prose.replace(/^no example: .*$/gm, "").trim());
  if (it.url) parts.push(`Metaflow's documentation: ${it.url}`);
  const modules = it.modules.map((module) => `\`${module.file}\`:\n\n${fence(module.shown)}`);
  const wrong = it.examples.filter((example) => example.expect.join() !== "none");
  const right = it.examples.filter((example) => example.expect.join() === "none");
  if (wrong.length > 0) parts.push("Reported:", ...modules, ...wrong.map((example) => fence(example.shown)));
  if (right.length > 0) parts.push("Fine:", ...right.map((example) => fence(example.text)));
  return parts.filter(Boolean).join("\n\n");
}

/** @param {string} text */
const fence = (text) => `\`\`\`python\n${text.trimEnd()}\n\`\`\``;

/** @param {string} text */
const named = (text) => text.replace(/%([a-z][A-Za-z0-9]*)\??%/g, "<$1>");
