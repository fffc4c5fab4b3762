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
}

const engines = ["dagster", "metaflow", "prefect", "temporalio"];

/** The lines of all imports, without doubles, in the order that isort and ruff's rule `I` demand. */
export function importLines(symbols: readonly ImportSymbol[], sections: ImportSections = {}): string[] {
  const { thirdParty = engines, firstParty = [] } = sections;
  const sectionOf = ({ module }: ImportSymbol): number => {
    const root = module.split(".")[0] ?? "";
    return root === "__future__" ? 0 : thirdParty.includes(root) ? 2 : firstParty.includes(root) || root === "" ? 3 : 1;
  };
  const blocks = [0, 1, 2, 3].map((section) => blockLines(symbols.filter((symbol) => sectionOf(symbol) === section)));
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index > 0 ? ["", ...block] : block));
}

function blockLines(symbols: readonly ImportSymbol[]): string[] {
  const statements = new Map<string, ImportSymbol[]>();
  for (const symbol of [...symbols].sort(compareSymbols)) {
    const { module, name, alias } = symbol;
    // isort gives every `as` a statement of its own.
    const key = name !== undefined && !alias ? `from ${module}` : `${module} ${name ?? ""} ${alias ?? ""}`;
    const members = statements.get(key) ?? [];
    if (!members.some((member) => member.name === name)) statements.set(key, [...members, symbol]);
  }
  const ordered = [...statements.values()].sort(([a], [b]) => (a && b ? compareSymbols(a, b) : 0));
  return ordered.flatMap(statementLines);
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

/** `import` before `from`; then modules as people sort them, then constants, classes and the rest, then names. */
function compareSymbols(a: ImportSymbol, b: ImportSymbol): number {
  return (
    Number(a.name !== undefined) - Number(b.name !== undefined) ||
    compareNames(a.module, b.module) ||
    memberRank(a.name ?? "") - memberRank(b.name ?? "") ||
    compareNames(a.name ?? "", b.name ?? "") ||
    compareNames(a.alias ?? "", b.alias ?? "")
  );
}

const isUpper = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

const memberRank = (name: string): number => (name.length > 1 && isUpper(name) ? 0 : isUpper(name.slice(0, 1)) ? 1 : 2);

/** Without regard to case at first, and numbers by their value. */
function compareNames(a: string, b: string): number {
  return compareNatural(a.toLowerCase(), b.toLowerCase()) || compareNatural(a, b);
}

function compareNatural(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.match(/\d+|\D/g) ?? []);
  for (let i = 0; left && right; i++) {
    const [x, y] = [left[i], right[i]];
    if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
    if (x === y) continue;
    const numbers = /\d/.test(x) && /\d/.test(y) ? Number(x) - Number(y) : 0;
    if (numbers !== 0) return numbers;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
