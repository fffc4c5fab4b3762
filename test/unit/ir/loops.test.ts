import { expect, test } from "vitest";
import { analyze } from "../../../src/index.ts";
import { flowSource, type PrintedStep } from "../../support/random-flow.ts";

/** Splits in a row, with a loop at their end: 2 ** `count` paths. */
function ladder(count: number): string {
  const steps: PrintedStep[] = [{ name: "start", isJoin: false, body: [], next: "self.a0" }];
  for (let at = 0; at < count; at++) {
    steps.push(
      { name: `a${at}`, isJoin: false, body: [], next: `self.b${at}, self.c${at}` },
      { name: `b${at}`, isJoin: false, body: [], next: `self.j${at}` },
      { name: `c${at}`, isJoin: false, body: [], next: `self.j${at}` },
      { name: `j${at}`, isJoin: true, body: [], next: at + 1 < count ? `self.a${at + 1}` : "self.loop" },
    );
  }
  return flowSource([
    ...steps,
    { name: "loop", isJoin: false, body: [], next: "self.a0" },
    { name: "end", isJoin: false, body: ["pass"], next: null },
  ]);
}

test.each([3, 200])("a loop behind %i splits is found, and the steps are in order", (count) => {
  const { flow, diagnostics } = analyze(ladder(count));
  expect(diagnostics.map(({ code }) => code)).toEqual(["graph_has_loop"]);
  expect(flow?.order.length).toBe(4 * count + 2);
});
