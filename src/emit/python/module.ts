import { type Block, blockOf, plainBlock, printBlocks, rawBlock } from "./block.ts";
import type { Carried } from "./carried.ts";
import { toExpression } from "./expression.ts";
import { createScope, type Scope } from "./names.ts";
import type { Statement } from "./statement.ts";
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
  /** Adds the text that the file was begun with. */
  carry(): void;
  /** The text of the file. */
  print(): string;
}

/** Begins a Python file, which may carry text that was prepared for many files. */
export function pythonModule(sections: ImportSections = {}, carried: Carried | null = null): PythonModule {
  const names = carried ? carried.names.inner() : createScope();
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
    carry() {
      if (carried) blocks.push(carried.block);
    },
    print() {
      const isPrepared = carried !== null && imported.size === 0;
      const lines = isPrepared
        ? carried.importLines
        : importLines([...(carried?.imports ?? []), ...imported.values()], sections);
      const importBlock = lines.length > 0 ? [plainBlock(lines.join("\n"))] : [];
      return printBlocks([...(header ? [header] : []), ...importBlock, ...blocks]);
    },
  };
}

const isOwnRoot = (imported: ReadonlyMap<string, ImportSymbol>, root: string): boolean =>
  [...imported.values()].some(
    (symbol) => symbol.name === undefined && !symbol.alias && symbol.module.split(".")[0] === root,
  );
