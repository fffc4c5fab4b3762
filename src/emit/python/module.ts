import { toExpression } from "./expression.ts";
import { createScope, type Scope } from "./names.ts";
import { endsInDefinition, leadsToDefinition, type Statement, writeStatements } from "./statement.ts";
import { type ImportSections, type ImportSymbol, importLines } from "./symbols.ts";
import { docstring, sectionComment } from "./text.ts";

/** A Python file in the making: parts are printed in the order in which they are added. */
export interface PythonModule {
  /** The names of the module's own level. */
  readonly names: Scope;
  /** Sets the text at its top. */
  docstring(text: string): void;
  /** Imports a module, or a name of one, and gives the name to use in expressions. A name that is in use here gets another one. */
  import(module: string, name?: string): string;
  /** Puts a heading over what follows. */
  section(title: string): void;
  /** Adds statements that belong together: a blank line stands before them, none between them but what ruff demands. */
  add(...statements: readonly Statement[]): void;
  /** Adds Python text that is formatted already, as it is, and the imports that it needs, under exactly these names. */
  raw(text: string, imports?: readonly ImportSymbol[]): void;
  /** The text of the file. */
  print(): string;
}

/** What stands between two runs of blank lines at the module's level. */
interface Block {
  readonly text: string;
  /** It begins, or ends, with a function or a class, which have two blank lines around them. */
  readonly startsWithDefinition: boolean;
  readonly endsWithDefinition: boolean;
}

/** Begins a Python file. */
export function pythonModule(sections: ImportSections = {}): PythonModule {
  const names = createScope();
  const imported = new Map<string, ImportSymbol>();
  const blocks: Block[] = [];
  let header: Block | null = null;
  const importAs = (symbol: ImportSymbol, local: string): void => {
    imported.set(local, symbol);
  };
  return {
    names,
    docstring(text) {
      header = blockOf([docstring(text)]);
    },
    import(module, name) {
      for (const [local, symbol] of imported) if (symbol.module === module && symbol.name === name) return local;
      const wanted = toExpression(name ?? module).flat;
      const root = name ?? module.split(".")[0] ?? "";
      if (names.reserve(root) || imported.has(wanted) || (name === undefined && isOwnRoot(imported, root))) {
        importAs({ module, name }, wanted);
        return wanted;
      }
      const alias = names.fresh(`${module.split(".").at(-1)}_${name ?? "module"}`);
      importAs({ module, name, alias }, alias);
      return alias;
    },
    section(title) {
      blocks.push(blockOf([sectionComment(title)]));
    },
    add(...statements) {
      if (statements.length > 0) blocks.push(blockOf(statements));
    },
    raw(text, imports = []) {
      for (const symbol of imports) {
        const local = symbol.alias ?? symbol.name ?? symbol.module;
        const other = imported.get(local);
        if (other && (other.module !== symbol.module || other.name !== symbol.name))
          throw new Error(`two imports are named ${local}`);
        names.reserve(local.split(".")[0] ?? "");
        importAs(symbol, local);
      }
      blocks.push(rawBlock(text));
    },
    print() {
      const lines = importLines([...imported.values()], sections);
      const importBlock = lines.length > 0 ? [plainBlock(lines.join("\n"))] : [];
      return printBlocks([...(header ? [header] : []), ...importBlock, ...blocks]);
    },
  };
}

const isOwnRoot = (imported: ReadonlyMap<string, ImportSymbol>, root: string): boolean =>
  [...imported.values()].some(
    (symbol) => symbol.name === undefined && !symbol.alias && symbol.module.split(".")[0] === root,
  );

const plainBlock = (text: string): Block => ({ text, startsWithDefinition: false, endsWithDefinition: false });

function blockOf(statements: readonly Statement[]): Block {
  const lines: string[] = [];
  writeStatements(lines, 0, statements, "module");
  const [first, ...rest] = statements;
  return {
    text: lines.join("\n"),
    startsWithDefinition: first !== undefined && leadsToDefinition(first, rest),
    endsWithDefinition: endsInDefinition(statements.at(-1)),
  };
}

function rawBlock(source: string): Block {
  let from = 0;
  let to = source.length;
  while (source[from] === "\n") from++;
  while (to > from && source[to - 1] === "\n") to--;
  const text = source.slice(from, to);
  const start = /^(?:#.*\n)*(.*)/.exec(text)?.[1] ?? "";
  // The last line at the margin that is not a bracket says what the text ends with.
  let end = text.length;
  let last = "";
  do {
    const lineStart = text.lastIndexOf("\n", end - 1) + 1;
    last = text.slice(lineStart, end);
    end = lineStart - 1;
  } while (end > 0 && !/^[^\s)\]}]/.test(last));
  return { text, startsWithDefinition: definition.test(start), endsWithDefinition: definition.test(last) };
}

const definition = /^(?:@|(?:async def|def|class)\s)/;

function printBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let previous: Block | null = null;
  for (const block of blocks) {
    if (previous) parts.push(previous.endsWithDefinition || block.startsWithDefinition ? "\n\n\n" : "\n\n");
    parts.push(block.text);
    previous = block;
  }
  return `${parts.join("")}\n`;
}
