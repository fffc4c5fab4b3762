import { textWidth } from "../../diagnostics/width.ts";
import { bracketDocOf } from "./brackets.ts";
import { ifBreak } from "./doc.ts";
import { docLines, lineWidth } from "./print.ts";

/** One import: `import module [as alias]`, or `from module import name [as alias]`. */
export interface ImportSymbol {
  readonly module: string;
  readonly name?: string | undefined;
  readonly alias?: string | undefined;
}

/** Which packages are not Python's own, by the first part of their names. */
export interface ImportSections {
  /** Default: the engines and Metaflow. */
  readonly thirdParty?: readonly string[];
  /** Modules beside the file. */
  readonly firstParty?: readonly string[];
  /** What runs before the first package that is not Python's own is loaded, and what it needs. */
  readonly beforeThirdParty?: { readonly lines: readonly string[]; readonly imports: readonly ImportSymbol[] };
}

const THIRD_PARTY = 2;
const engines = ["dagster", "metaflow", "prefect", "temporalio"];

/** The lines of all imports, without doubles, in the order that isort and ruff's rule `I` demand. */
export function importLines(symbols: readonly ImportSymbol[], sections: ImportSections = {}): string[] {
  const hasThirdParty = symbols.some(({ module }) => sectionOf(module, sections) === THIRD_PARTY);
  const before = hasThirdParty ? sections.beforeThirdParty : undefined;
  const all = before ? [...symbols, ...before.imports] : symbols;
  const keyed = all.map((symbol) => ({ symbol, key: sortKey(symbol, sections) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const statements = new Map<string, { section: string; members: ImportSymbol[] }>();
  for (const { symbol, key } of keyed) {
    const { module, name, alias } = symbol;
    // isort gives every `as` a statement of its own, and sorts statements by their first names.
    const statement = name !== undefined && !alias ? `from ${module}` : `${module} ${name ?? ""} ${alias ?? ""}`;
    const known = statements.get(statement);
    if (!known) statements.set(statement, { section: key.slice(0, 1), members: [symbol] });
    else if (!known.members.some((member) => member.name === name)) known.members.push(symbol);
  }
  let previous = "";
  return [...statements.values()].flatMap(({ section, members }) => {
    const begins = previous !== section;
    const gap = previous !== "" && begins ? [""] : [];
    previous = section;
    const lines = before && begins && section === `${THIRD_PARTY}` ? [...before.lines, ""] : [];
    return [...gap, ...lines, ...statementLines(members)];
  });
}

function statementLines(members: readonly ImportSymbol[]): string[] {
  const { module, name } = members[0] ?? { module: "" };
  const names = members.map((member) => (member.name ?? module) + (member.alias ? ` as ${member.alias}` : ""));
  if (name === undefined) return [`import ${names[0]}`];
  const flat = `from ${module} import ${names.join(", ")}`;
  if (textWidth(flat) <= lineWidth) return [flat];
  return docLines((hide) => {
    const open = hide(`from ${module} import (`);
    return bracketDocOf(open, names.map(hide), ")", false, ifBreak(","));
  }, lineWidth);
}

/**
 * Sections; `import` before `from`; then modules as people sort them, then constants, classes and the rest, then names.
 * Keys compare as strings.
 */
function sortKey({ module, name = "", alias = "" }: ImportSymbol, sections: ImportSections): string {
  const form = name === "" ? 0 : 1;
  return [
    sectionOf(module, sections),
    form,
    ...natural(module),
    rankOf(name),
    ...natural(name),
    ...natural(alias),
  ].join("\0");
}

function sectionOf(module: string, { thirdParty = engines, firstParty = [] }: ImportSections): number {
  const root = module.split(".", 1)[0] ?? "";
  if (root === "__future__") return 0;
  return thirdParty.includes(root) ? THIRD_PARTY : firstParty.includes(root) || root === "" ? 3 : 1;
}

const isUpper = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

const rankOf = (name: string): number => (name.length > 1 && isUpper(name) ? 0 : isUpper(name.slice(0, 1)) ? 1 : 2);

/** Without regard to case at first, and numbers by their value. */
function natural(name: string): [string, string] {
  const key = name.replace(/\d+/g, (digits) => digits.padStart(9, "0"));
  return [key.toLowerCase(), key];
}
