import fc from "fast-check";
import type { PrintedStep } from "./random-flow.ts";

/** How a flow is written down: the same graph in one of very many ways. */
export interface Style {
  readonly imports: "names" | "aliases" | "module" | "module-alias" | "star";
  readonly layout:
    | "plain"
    | "base"
    | "mixin"
    | "overridden"
    | "sibling"
    | "sibling-module"
    | "nested"
    | "function"
    | "conditional";
  readonly newline: "\n" | "\r\n";
  readonly indent: "    " | "  " | "\t";
  readonly main: "guard" | "bare" | "function" | "exit";
  /** Smaller choices, step by step. */
  readonly picks: readonly number[];
}

/** A flow file and the modules beside it. */
export interface StyledFlow {
  readonly source: string;
  readonly modules: Readonly<Record<string, string>>;
}

/** Random styles. */
export const styles: fc.Arbitrary<Style> = fc.record({
  imports: fc.constantFrom("names", "aliases", "module", "module-alias", "star"),
  layout: fc.constantFrom(
    "plain",
    "base",
    "mixin",
    "overridden",
    "sibling",
    "sibling-module",
    "nested",
    "function",
    "conditional",
  ),
  newline: fc.constantFrom("\n", "\r\n"),
  indent: fc.constantFrom("    ", "  ", "\t"),
  main: fc.constantFrom("guard", "bare", "function", "exit"),
  picks: fc.array(fc.nat(1000), { minLength: 11, maxLength: 37 }),
});

const NAMES = ["FlowSpec", "step", "retry", "catch", "timeout", "resources", "environment", "parallel"];

const IMPORTS: Readonly<Record<Style["imports"], string>> = {
  names: `from metaflow import ${NAMES.join(", ")}`,
  aliases: `from metaflow import (\n${NAMES.map((name) => `    ${name} as my_${name},`).join("\n")}\n)`,
  module: "import metaflow",
  "module-alias": "import metaflow as mf",
  star: "from metaflow import *",
};

const HELPERS = `import functools


def plain(function):
    return function


def wrapped(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def robust(function):
    """Adds decorators."""
    return NAMED_retry(times=1)(NAMED_timeout(hours=1)(function))`;

const DECORATORS = [
  "NAMED_retry",
  "NAMED_retry(times=1)",
  'NAMED_catch(var="problem")',
  "NAMED_timeout(\n    minutes=1,\n)",
  "NAMED_resources(cpu=2)",
  'NAMED_environment(vars={"A": "b"})  # set',
  "plain",
  "wrapped",
  "robust",
];

const DOCSTRINGS = [
  "",
  "",
  '"""One line."""',
  '"""First.\n\n  Then more.\n    Deeper.\n"""',
  '"""\n    Indented.\n  Less.\n"""',
  '"""\nAt the margin.\n"""',
  "'plain ' 'and joined'",
  'r"""raw \\n\nback"""',
  'f"""none"""',
  '"""  leading\n\n\n  blank lines  """',
  '"""\t\ttabs\n\tinside"""',
  'b"no text"',
  '"""é 😀 \\u0041\n   ﬁ"""',
];

/** Writes a flow in a style. */
export function styledFlow(steps: readonly PrintedStep[], style: Style): StyledFlow {
  const { layout, picks } = style;
  let used = 0;
  const pick = (count: number): number => (picks[used++ % picks.length] as number) % count;
  const named = (text: string): string => text.replace(/NAMED_(\w+)/g, (_, name: string) => nameOf(style, name));
  const half = steps.filter((_, index) => index % 2 === 0);
  const rest = steps.filter((_, index) => index % 2 === 1);
  const methods = (some: readonly PrintedStep[]): string =>
    some.length === 0 ? "pass" : some.map((each) => method(each, pick)).join("\n\n");
  const header = `${IMPORTS[style.imports]}\n${named(HELPERS)}`;
  const flow = (name: string, bases: string, body: string): string =>
    `class ${name}(${bases}):\n${docOf(pick)}${shift(body)}`;
  const modules: Record<string, string> = {};
  let called = "RandomFlow";
  let text: string;
  const spec = "NAMED_FlowSpec";
  switch (layout) {
    case "base":
      text = `${flow("Base", spec, methods(half))}\n\n\n${flow("RandomFlow", "Base", methods(rest))}`;
      break;
    case "mixin":
      text = `class Part:\n${shift(methods(half))}\n\n\n${flow("RandomFlow", `Part, ${spec}`, methods(rest))}`;
      break;
    case "overridden": {
      const wrong = half.map((each): PrintedStep => ({ ...each, isJoin: false, body: [], next: "self.nowhere" }));
      text = `${flow("Base", spec, methods(wrong))}\n\n\n${flow("RandomFlow", "Base", methods(steps))}`;
      break;
    }
    case "sibling":
    case "sibling-module":
      modules.parts = finish(`${header}\n\n\n${named(flow("Base", spec, methods(half)))}\n`, style);
      text =
        layout === "sibling"
          ? `from parts import Base as Parent\n\n\n${flow("RandomFlow", "Parent", methods(rest))}`
          : `import parts\n\n\n${flow("RandomFlow", "parts.Base", methods(rest))}`;
      break;
    case "nested":
      text = `class Outer:\n    start = 1\n\n${shift(flow("RandomFlow", spec, methods(steps)))}`;
      called = "Outer.RandomFlow";
      break;
    case "function":
      text = `def make(base):\n${shift(flow("RandomFlow", "base", methods(steps)))}\n\n    return RandomFlow\n\n\nMade = make(${spec})`;
      called = "Made";
      break;
    case "conditional":
      text = flow(
        "RandomFlow",
        spec,
        `if 1 + 1 == 2:\n${shift(methods(half))}\nelse:\n    @NAMED_step\n    def never(self):\n        pass\n\n${methods(rest)}`,
      );
      break;
    default:
      text = flow("RandomFlow", spec, methods(steps));
  }
  return { source: finish(`${header}\n\n\n${named(text)}\n\n\n${start(called, style)}\n`, style), modules };
}

function nameOf({ imports }: Style, name: string): string {
  if (imports === "aliases") return `my_${name}`;
  return imports === "module" ? `metaflow.${name}` : imports === "module-alias" ? `mf.${name}` : name;
}

function method({ name, isJoin, body, next }: PrintedStep, pick: (count: number) => number): string {
  const lines: string[] = [];
  const above = Array.from({ length: pick(3) }, () => DECORATORS[pick(DECORATORS.length)] as string);
  // Metaflow takes each of its decorators once; `robust` adds some.
  const once = above.filter((each, index) => {
    const kind = (text: string): string => /\w+/.exec(text)?.[0] ?? "";
    const adds = (text: string): boolean => /robust|retry|timeout/.test(text);
    return !above.slice(0, index).some((other) => kind(other) === kind(each) || (adds(other) && adds(each)));
  });
  if (pick(5) === 0) lines.push("# A comment above.");
  for (const decorator of once) lines.push(`@${decorator}`, ...(pick(4) === 0 ? ["", "# between"] : []));
  lines.push(pick(3) === 0 ? "@NAMED_step()" : "@NAMED_step");
  if (pick(6) === 0) lines.push(pick(2) === 0 ? "@plain" : "@wrapped");
  const annotated = pick(4) === 0;
  const parameters = `self${isJoin ? `, ${pick(3) === 0 ? "these" : "inputs"}${annotated ? ": list" : ""}` : ""}`;
  lines.push(
    `${pick(12) === 0 ? "async " : ""}def ${name}(${pick(6) === 0 ? `\n        ${parameters},\n    ` : parameters})${annotated ? " -> None" : ""}:`,
  );
  const docstring = DOCSTRINGS[pick(DOCSTRINGS.length)] as string;
  const inside = [
    ...(docstring === "" ? [] : [docstring]),
    ...body.map((line) => line.replaceAll("inputs", isJoin && parameters.includes("these") ? "these" : "inputs")),
  ];
  if (next !== null && pick(6) === 0) inside.push("if not self:\n    self.next(self.nowhere)\n    return");
  if (next !== null) inside.push(...transition(next, pick));
  else if (inside.length === 0) inside.push("pass");
  lines.push(shift(inside.join("\n")));
  return lines.join("\n");
}

function transition(next: string, pick: (count: number) => number): string[] {
  const parts = next.split(", ");
  switch (pick(8)) {
    case 0:
      return [`self.next(\n    ${parts.join(",  # and\n    ")},\n)`];
    case 1:
      return [`(self\n    .next(${next}))`];
    case 2:
      return [`self.next(${parts.join(",\n")})  # the end`, "# Nothing follows."];
    case 3:
      return [`done = 1; self.next(${next});`];
    case 4:
      return [`self \\\n    .next(${next})`];
    case 5:
      return ["", "", `self.next( ${parts.join(" , ")} )`, ""];
    default:
      return [`self.next(${next})`];
  }
}

function docOf(pick: (count: number) => number): string {
  const doc = DOCSTRINGS[pick(DOCSTRINGS.length)] as string;
  return doc === "" ? "" : `${shift(doc)}\n\n`;
}

/** Indents what is not empty by one level. */
function shift(text: string): string {
  return text.replace(/^(?=[^\n])/gm, "    ");
}

function start(called: string, { main }: Style): string {
  switch (main) {
    case "bare":
      return `${called}()`;
    case "function":
      return `def main():\n    return ${called}()\n\n\nif __name__ == "__main__":\n    main()`;
    case "exit":
      return `import sys\n\n\ndef main(flow):\n    flow()\n\n\nif "__main__" == __name__:\n    sys.exit(main(${called}))`;
    default:
      return `if __name__ == "__main__":\n    flow = ${called}()`;
  }
}

function finish(text: string, { indent, newline }: Style): string {
  const indented = text.replace(/^( {4})+/gm, (spaces) => indent.repeat(spaces.length / 4));
  return indented.replaceAll("NAMED_", "").replaceAll("\n", newline);
}
