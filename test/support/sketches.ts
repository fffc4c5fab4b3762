import { flowSource } from "./random-flow.ts";

/** A flow from lines such as `a: b, c` (split), `a? b c` (switch), `a* b` (foreach), `j< b` (join). */
export function fromSketch(lines: readonly string[]): string {
  const steps = lines.map((line) => {
    const [, name, mark, rest] = /^(\w+)([:?*<])\s*(.*)$/.exec(line) as unknown as [string, string, string, string];
    const targets = rest.split(/[\s,]+/).filter(Boolean);
    const next =
      mark === "?"
        ? `{${targets.map((target, index) => `${index}: self.${target}`).join(", ")}}, condition="k"`
        : `${targets.map((target) => `self.${target}`).join(", ")}${mark === "*" ? ', foreach="xs"' : ""}`;
    return {
      name,
      isJoin: mark === "<",
      body: targets.length === 0 ? ["pass"] : [],
      next: targets.length === 0 ? null : next,
    };
  });
  return flowSource(steps);
}

/** Legal flows whose arms and branches share steps. */
export const SKETCHES: Readonly<Record<string, string>> = {
  "arms that share a step": fromSketch(["start? a b", "a? c d", "b? c d", "c: e", "d: e", "e: end", "end:"]),
  "an arm that leads into another": fromSketch(["start? a b", "a: b", "b: end", "end:"]),
  "arms that cross, with a loop and a foreach among them": fromSketch([
    "start? a b c",
    "a? b a c",
    "b* w",
    "w: j",
    "j< c",
    "c: end",
    "end:",
  ]),
  "two splits with the same branches": fromSketch([
    "start? sa sb",
    "sa: x, y",
    "sb: y, x",
    "x: j",
    "y: j",
    "j< end",
    "end:",
  ]),
  "two foreachs with the same body": fromSketch(["start? fa fb", "fa* x", "fb* x", "x: j", "j< end", "end:"]),
  "splits with the same branches behind crossing arms": fromSketch(
    "start? a b c;a? sa sb;b? sb sa;c: sa;sa: x, y;sb: x, y;x: j;y: j;j< end;end:".split(";"),
  ),
  "branches that meet before their join": fromSketch([
    "start: x, y",
    "x? p z",
    "y? q z",
    "p: j",
    "q: j",
    "z: j",
    "j< end",
    "end:",
  ]),
  "branches that meet, and go on together": fromSketch(
    "start: x, y;x? p z d;y? q z;p: j;q: j;z: d;d: j;j< end;end:".split(";"),
  ),
  "a case that goes straight to the end": fromSketch(["start? a end", "a? b end", "b: end", "end:"]),
  "branches that choose between joins": fromSketch("start: x, y;x: jl;y: jl;jl< end;end:".split(";")),
  "switches inside switches": fromSketch(
    "start? a b;a? c d;c? e f;e? g h;g: m;h: m;f: m;d: m;b: m;m: end;end:".split(";"),
  ),
  "steps named like Python's words": fromSketch(
    "start: list, run, item, task, print;list: match;run: match;item: match;task: match;print: match;match< type;type: end;end:".split(
      ";",
    ),
  ),
};
