import { describe, expect, test } from "vitest";
import { compile } from "../../src/index.ts";
import { fromSketch } from "../support/sketches.ts";

/** The section of the flow in a file for Dagster. */
function graphOf(lines: readonly string[]): string {
  const { code, diagnostics } = compile(fromSketch(lines), { target: "dagster" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return code.slice(code.indexOf("# --- the flow"), code.indexOf("\nSTEPS: "));
}

/** `first` opens each level and `last` closes it. */
function nested(depth: number, first: (level: number) => string, last: (level: number) => string[]): string[] {
  const levels = Array.from({ length: depth }, (_, level) => level);
  return [...levels.map(first), ...levels.toReversed().flatMap(last)];
}

describe("a flow as a graph of ops", () => {
  test("a step that several may lead to takes a list, of which the skipped ones are missing", () => {
    const graph = graphOf("start? a m;a: m;m: end;end:".split(";"));
    expect(graph).toContain('m = step_op("m", [a, start.to_m])');
  });

  test("inside of a foreach it takes each by itself", () => {
    const graph = graphOf("start* w;w? a b;a: c;b: c;c: j;j< end;end:".split(";"));
    expect(graph).toContain('return step_op("c", a, b)');
  });

  test("a foreach in a foreach is flattened; in an arm of one it is a part", () => {
    expect(graphOf("start* a;a* b;b: c;c< d;d< end;end:".split(";"))).toContain("items_op(");
    const graph = graphOf("start* a;a? b d;b* c;c: e;e< f;d: f;f: j;j< end;end:".split(";"));
    expect(graph).toContain('after_b = part_op("part_b", part_b, a, steps=["b"])');
    expect(graph).toContain("async def part_b(run: Run, task: Task) -> Task:");
  });

  test("a part has no name that a step has", () => {
    const lines = "start* a;a? b d;b* c;c: e;e< f;d: part_b;part_b: f;f: j;j< end;end:".split(";");
    expect(graphOf(lines)).toContain('part_op("part_b_2", part_b, ');
  });

  test("nesting without end becomes a part", () => {
    const foreachs = nested(
      400,
      (level) => `${level === 0 ? "start" : `s${level}`}* s${level + 1}`,
      (level) =>
        level === 399 ? ["s400: j399", "j399< j398"] : [`j${level}< ${level === 0 ? "end" : `j${level - 1}`}`],
    );
    expect(graphOf([...foreachs, "end:"])).toContain("part_op(");
    const switches = nested(
      400,
      (level) => `${level === 0 ? "start" : `s${level}`}? s${level + 1} m`,
      (level) => (level === 399 ? ["s400: m"] : []),
    );
    expect(graphOf([...switches, "m: end", "end:"])).toContain("part_op(");
  });
});
