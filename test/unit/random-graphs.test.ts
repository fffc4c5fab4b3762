import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/index.ts";
import { flowSource, type PrintedStep } from "../support/random-flow.ts";

/** Any graph at all, most of them illegal: each step leads anywhere, and may be a join, a split, a foreach or a switch. */
const graphs = fc
  .array(
    fc.record({
      targets: fc.array(fc.nat(6), { minLength: 1, maxLength: 2 }),
      form: fc.constantFrom("plain", "join", "foreach", "switch"),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((nodes) => {
    const names = ["start", ...nodes.slice(1).map((_, index) => `s${index}`), "end"];
    const steps = nodes.map(({ targets, form }, index): PrintedStep => {
      // Never back to the start, so that more of the graphs are legal.
      const named = targets.map((target) => `self.${names[1 + (target % (names.length - 1))]}`);
      const next =
        form === "switch"
          ? `{${named.map((target, key) => `${key}: ${target}`).join(", ")}}, condition="k"`
          : form === "foreach"
            ? `${named[0]}, foreach="xs"`
            : named.slice(0, form === "join" ? 1 : 2).join(", ");
      return { name: names[index] as string, isJoin: form === "join" && index > 0, body: [], next };
    });
    return flowSource([...steps, { name: "end", isJoin: false, body: ["pass"], next: null }]);
  });

const RUNS = Number(process.env.PLANS ?? 8000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

test(`every graph either has an error or is planned, printed and accounted for (${RUNS}, SEED=${SEED})`, {
  timeout: 3_600_000,
}, () => {
  let legal = 0;
  const property = fc.property(graphs, (source) => {
    const { code, diagnostics, flow } = compile(source, { target: "local" });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.filter((each) => each.code === "internal_fault" || each.code === "audit_failed")).toEqual([]);
    expect(code === "").toBe(errors.length > 0);
    expect(flow?.plan === null).toBe(errors.length > 0);
    if (errors.length === 0) legal++;
  });
  fc.assert(property, { numRuns: RUNS, seed: SEED });
  // A test of nothing but refusals would prove little.
  expect(legal).toBeGreaterThan(30);
});
