import { type Block, rawBlock } from "./block.ts";
import { createScope, type Scope } from "./names.ts";
import { type ImportSections, type ImportSymbol, importLines } from "./symbols.ts";

/** Formatted Python that many files carry, prepared once: it is most of a file, and must cost next to nothing. */
export interface Carried {
  readonly block: Block;
  readonly imports: readonly ImportSymbol[];
  readonly importLines: readonly string[];
  /** What it defines and imports. */
  readonly names: Scope;
}

/** Prepares texts with the imports that they need, under exactly these names, and the names that they define. */
export function carry(
  texts: readonly string[],
  imports: readonly ImportSymbol[],
  names: readonly string[],
  sections: ImportSections = {},
): Carried {
  const scope = createScope();
  for (const { module, name, alias } of imports) scope.reserve(alias ?? name ?? module.split(".", 1)[0] ?? module);
  for (const name of names) scope.reserve(name);
  const block = rawBlock(texts.map((text) => text.trim()).join("\n\n\n"));
  return { block, imports, importLines: importLines(imports, sections), names: scope };
}
