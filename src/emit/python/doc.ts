import { builders, printer } from "prettier/doc";

/*
 * The part of prettier's document algebra that is used here. Bundles leave out the rest: `scripts/prettier-doc.mjs` keeps these names.
 */

/** A text and the ways to break it into lines. */
export type Doc = builders.Doc;

export const { group, hardline, ifBreak, indent, join, line, softline } = builders;

/** Lays a document out in `width` columns. Printing writes into groups: a document is printed once. */
export function printDoc(doc: Doc, width: number): string {
  return printer.printDocToString(doc, { printWidth: width, tabWidth: 4, useTabs: false }).formatted;
}
