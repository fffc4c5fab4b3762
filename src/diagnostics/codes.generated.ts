// Generated from messages/*.md by "npm run generate". Do not edit.
import type { DiagnosticText } from "./diagnostic.ts";
import { textOf } from "./text.ts";

/** MF1001: %problem% */
export const syntax_error = (p: { readonly problem: string | number; readonly hint: string | number }): DiagnosticText =>
  textOf("syntax_error", "error", `${p.problem}`, [`${p.hint}`]);

/** MF1002: this string is never closed */
export const unterminated_string = (p: { readonly quote: string | number }): DiagnosticText =>
  textOf("unterminated_string", "error", "this string is never closed", [`add \`${p.quote}\` where the string should end`]);

/** MF1003: `%bracket%` is never closed */
export const unclosed_bracket = (p: { readonly bracket: string | number; readonly closing: string | number }): DiagnosticText =>
  textOf("unclosed_bracket", "error", `\`${p.bracket}\` is never closed`, [`add \`${p.closing}\` where it should end`]);

/** MF1004: `%bracket%` closes nothing */
export const unmatched_bracket = (p: { readonly bracket: string | number; readonly opening: string | number }): DiagnosticText =>
  textOf("unmatched_bracket", "error", `\`${p.bracket}\` closes nothing`, [`delete it, or open it with \`${p.opening}\``]);

/** MF1005: the indentation of this line matches no line above */
export const inconsistent_indentation = (): DiagnosticText =>
  textOf("inconsistent_indentation", "error", "the indentation of this line matches no line above", ["indent it as the lines of its block, with the same mixture of tabs and spaces"]);

/** MF1006: this line is indented although nothing above opens a block */
export const unexpected_indentation = (): DiagnosticText =>
  textOf("unexpected_indentation", "error", "this line is indented although nothing above opens a block", ["indent it as the line above, or end that line with `:` if it opens a block"]);

/** MF1007: nothing is indented below this `%keyword%` */
export const missing_body = (p: { readonly keyword: string | number }): DiagnosticText =>
  textOf("missing_body", "error", `nothing is indented below this \`${p.keyword}\``, ["indent its statements, or write `pass`"]);

/** MF1008: this `%keyword%` lacks its `:` */
export const missing_colon = (p: { readonly keyword: string | number }): DiagnosticText =>
  textOf("missing_colon", "error", `this \`${p.keyword}\` lacks its \`:\``, ["add `:` at the end of the line"]);

/** MF1009: %what% is Python 2 */
export const python2_syntax = (p: { readonly what: string | number }): DiagnosticText =>
  textOf("python2_syntax", "error", `${p.what} is Python 2`, ["Metaflow needs Python 3: convert the file, for instance with `2to3`"]);

/** MF1010: this is nested too deeply */
export const nesting_too_deep = (): DiagnosticText =>
  textOf("nesting_too_deep", "error", "this is nested too deeply", ["move the inner part to a variable or a function of its own"]);

/** MF1011: this file is not Python source: it contains a zero byte */
export const not_text = (): DiagnosticText =>
  textOf("not_text", "error", "this file is not Python source: it contains a zero byte", ["name the flow's `.py` file"]);

/** MF2001: flow `%flow%` has no `start` step */
export const flow_without_start = (p: { readonly flow: string | number }): DiagnosticText =>
  textOf("flow_without_start", "error", `flow \`${p.flow}\` has no \`start\` step`, ["add a method `start` decorated with `@step`, and let it lead to the first step of your flow"]);

/** MF2012: step `%step%` cannot be reached from `start` */
export const step_unreachable = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_unreachable", "error", `step \`${p.step}\` cannot be reached from \`start\``, [`name \`${p.step}\` in the \`self.next(…)\` of a step that comes before it, or delete it`]);

/** The number of every code, as documentation and `explain` show it: `MF` stands before it. */
export const codeNumbers: Readonly<Record<string, number>> = {
  syntax_error: 1001,
  unterminated_string: 1002,
  unclosed_bracket: 1003,
  unmatched_bracket: 1004,
  inconsistent_indentation: 1005,
  unexpected_indentation: 1006,
  missing_body: 1007,
  missing_colon: 1008,
  python2_syntax: 1009,
  nesting_too_deep: 1010,
  not_text: 1011,
  flow_without_start: 2001,
  step_unreachable: 2012,
};

/** Codes whose severity may be changed though they are errors (`true`), or may not though they are not (`false`). */
export const adjustableCodes: Readonly<Record<string, boolean>> = {
};
