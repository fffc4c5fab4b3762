import { flowSource } from "./random-flow.ts";

/**
 * A flow from lines such as `a: b, c` (split), `a? b c` (switch), `a* b` (foreach), `j< b` (join). It can be run: `seed`
 * decides what its switches choose, and every task records the way to it in `trace`.
 */
export function fromSketch(lines: readonly string[], seed = 0): string {
  const steps = lines.map((line) => {
    const [, name, mark, rest] = /^(\w+)([:?*<])\s*(.*)$/.exec(line) as unknown as [string, string, string, string];
    const targets = rest.split(/[\s,]+/).filter(Boolean);
    const isJoin = mark === "<";
    const before = isJoin ? "sorted(sum([each.trace for each in inputs], []))" : 'getattr(self, "trace", [])';
    const body = [`self.trace = ${before} + ["${name}"]`];
    const choice = seed + [...name].reduce((sum, character) => sum + character.charCodeAt(0), 0);
    if (mark === "?") body.push(`self.k = (len(self.trace) + ${choice}) % ${targets.length}`);
    if (mark === "*") body.push("self.xs = [1, 2]");
    const cases = targets.map((target, index) => `${index}: self.${target}`).join(", ");
    const plain = targets.map((target) => `self.${target}`).join(", ") + (mark === "*" ? ', foreach="xs"' : "");
    const next = mark === "?" ? `{${cases}}, condition="k"` : plain;
    return { name, isJoin, body, next: targets.length === 0 ? null : next };
  });
  return flowSource(steps);
}

/** Legal flows whose arms and branches share steps. */
export const SKETCH_LINES: Readonly<Record<string, readonly string[]>> = {
  "arms that share a step": ["start? a b", "a? c d", "b? c d", "c: e", "d: e", "e: end", "end:"],
  "an arm that leads into another": ["start? a b", "a: b", "b: end", "end:"],
  "arms that cross, with a loop and a foreach among them": [
    "start? a b c",
    "a? b a c",
    "b* w",
    "w: j",
    "j< c",
    "c: end",
    "end:",
  ],
  "two splits with the same branches": ["start? sa sb", "sa: x, y", "sb: y, x", "x: j", "y: j", "j< end", "end:"],
  "two foreachs with the same body": ["start? fa fb", "fa* x", "fb* x", "x: j", "j< end", "end:"],
  "splits with the same branches behind crossing arms":
    "start? a b c;a? sa sb;b? sb sa;c: sa;sa: x, y;sb: x, y;x: j;y: j;j< end;end:".split(";"),
  "branches that meet before their join": ["start: x, y", "x? p z", "y? q z", "p: j", "q: j", "z: j", "j< end", "end:"],
  "branches that meet, and go on together": "start: x, y;x? p z d;y? q z;p: j;q: j;z: d;d: j;j< end;end:".split(";"),
  "a case that goes straight to the end": ["start? a end", "a? b end", "b: end", "end:"],
  "branches that choose between joins": "start: x, y;x? p q;y? t r;p: ja;r: ja;q: jb;t: jb;ja< end;jb< end;end:".split(
    ";",
  ),
  "switches inside switches": "start? a b;a? c d;c? e f;e? g h;g: m;h: m;f: m;d: m;b: m;m: end;end:".split(";"),
  "steps named like Python's words":
    "start: list, run, item, task, print;list: match;run: match;item: match;task: match;print: match;match< type;type: end;end:".split(
      ";",
    ),
};

/** The same as sources. */
export const SKETCHES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SKETCH_LINES).map(([name, lines]) => [name, fromSketch(lines)]),
);
