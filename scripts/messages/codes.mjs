// @ts-check
/** Writes `src/diagnostics/codes.generated.ts`: one function a code, so that bundlers drop those that nobody calls. */
import { placeholder, placeholderNames } from "./read.mjs";

/** @param {import("./read.mjs").Message[]} messages */
export function printCodes(messages) {
  const exceptions = messages.filter((it) => it.floor !== (it.severity === "error" ? "error" : "off"));
  return `// Generated from messages/*.md by "npm run generate". Do not edit.
import type { DiagnosticText, Severity } from "./diagnostic.ts";
import { textOf } from "./text.ts";

${messages.map(printFactory).join("\n")}
/** The number of every code, as documentation and \`explain\` show it: \`MF\` stands before it. */
export const codeNumbers: Readonly<Record<string, number>> = {
${messages.map((it) => `  ${it.code}: ${it.number.slice(2)},\n`).join("")}};

/** The least level that a code can be set to, where it is not \`error\` for an error and \`off\` for others. */
export const levelFloors: Readonly<Record<string, Severity | "off">> = {
${exceptions.map((it) => `  ${it.code}: "${it.floor}",\n`).join("")}};
`;
}

/** @param {import("./read.mjs").Message} message */
function printFactory(message) {
  const found = [message.message, ...message.help, message.fix].flatMap(placeholderNames);
  const optional = new Set(found.filter((it) => it.optional).map((it) => it.name));
  const names = [...new Set(found.map((it) => it.name))];
  const fields = names.map((name) =>
    optional.has(name) ? `readonly ${name}?: string | number | undefined` : `readonly ${name}: string | number`,
  );
  const help = message.help.map(conditional);
  const url = message.url ? JSON.stringify(message.url) : "null";
  const rest = message.fix ? [url, conditional(message.fix)] : message.url ? [url] : [];
  const parameter = names.length > 0 ? `p: { ${fields.join("; ")} }` : "";
  return `/** ${message.number}: ${message.message.replaceAll("*/", "*\u200b/")} */
export const ${message.code} = (${parameter}): DiagnosticText =>
  textOf("${message.code}", "${message.severity}", ${quote(message.message)}, ${[`[${help.join(", ")}]`, ...rest].join(", ")});
`;
}

/** A line that is `false` when a placeholder of it is not given. @param {string} line */
function conditional(line) {
  const conditions = placeholderNames(line).filter((it) => it.optional);
  return [...new Set(conditions.map((it) => `p.${it.name} !== undefined && `)), quote(line)].join("");
}

/** @param {string} text */
function quote(text) {
  if (placeholderNames(text).length === 0) return JSON.stringify(text);
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, "\\$&");
  return `\`${escaped.replace(placeholder, (_, name) => `\${p.${name}}`)}\``;
}
