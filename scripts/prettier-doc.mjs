// @ts-check
/**
 * An esbuild plugin that bundles of `prettier/doc` only what `src/emit/python/doc.ts` takes: 25 KB less, which a browser would load for nothing.
 * Left out are the other builders, the utilities, and the tables of wide and emoji characters: the printer measures only ASCII text
 * (`docLines` in `src/emit/python/print.ts`). Fails when prettier's file is not the one it knows.
 */
import { readFileSync } from "node:fs";

const users = new URL("../src/emit/python/doc.ts", import.meta.url);

/** @returns {import("esbuild").Plugin} */
export function prettierDoc() {
  return {
    name: "prettier-doc",
    setup(build) {
      build.onLoad({ filter: /[\\/]prettier[\\/]doc\.mjs$/ }, ({ path }) => ({
        contents: trim(readFileSync(path, "utf8"), buildersInUse()),
        loader: "js",
      }));
    },
  };
}

/**
 * @param {string} source prettier's `doc.mjs`
 * @param {string} names the builders to keep, with commas between
 */
export function trim(source, names) {
  /** @type {[RegExp, string][]} */
  const edits = [
    [/^var public_exports = \{\};\n__export\(public_exports, \{[^}]*\}\);$/m, ""],
    [/^ *public_exports as default,$/m, ""],
    [/^var builders = \{[^}]*\};$/m, `var builders = { ${names} };`],
    [/^function getStringWidth\(text\) \{[\s\S]*?\n\}$/m, "function getStringWidth(text) {\n  return text.length;\n}"],
  ];
  return edits.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text))
      throw new Error(`scripts/prettier-doc.mjs: prettier/doc has changed: ${pattern} is not in it`);
    return text.replace(pattern, replacement);
  }, source);
}

function buildersInUse() {
  const names = /^export const \{ (.*) \} = builders;$/m.exec(readFileSync(users, "utf8"))?.[1];
  if (!names) throw new Error("scripts/prettier-doc.mjs: no list of builders in src/emit/python/doc.ts");
  return names;
}
