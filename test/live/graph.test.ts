import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differences } from "../support/agreement.ts";
import { type MetaflowWorker, startMetaflowWorker } from "../support/metaflow-worker.ts";
import { blocks, flowSource, flowSteps, type PrintedStep } from "../support/random-flow.ts";

let worker: MetaflowWorker;
beforeAll(() => {
  worker = startMetaflowWorker();
});
afterAll(() => worker.stop());

const RUNS = Number(process.env.GRAPH_RUNS ?? 400);

async function expectAgreement(source: string): Promise<void> {
  const answer = await worker.ask(source);
  expect(answer.error).toBeUndefined();
  expect(differences(source, answer), source).toEqual([]);
}

/** One thing done to a step of a legal flow, which makes it illegal more often than not. */
type Change = { readonly at: number; readonly other: number; readonly kind: number };

const changes = fc.array(fc.record({ at: fc.nat(), other: fc.nat(), kind: fc.nat(6) }), { maxLength: 3 });

function changed(steps: readonly PrintedStep[], { at, other, kind }: Change): PrintedStep[] {
  const target = steps[other % steps.length]?.name ?? "end";
  return steps.flatMap((step, index): PrintedStep[] => {
    if (index !== at % steps.length) return [step];
    switch (kind) {
      case 0:
        return [{ ...step, next: `self.${target}` }];
      case 1:
        return [
          {
            ...step,
            next:
              step.next === null
                ? null
                : `${step.next.startsWith("{") ? `self.${target}` : step.next.split(", foreach")[0]}, self.${target}`,
          },
        ];
      case 2:
        return [{ ...step, isJoin: !step.isJoin, body: [`self.trace = ["${step.name}"]`] }];
      case 3:
        return [{ ...step, next: null }];
      case 4:
        return step.name === "start" || step.name === "end" ? [step] : [];
      case 5:
        return [{ ...step, next: `self.${target}, foreach="items"` }];
      default:
        return [{ ...step, next: `{"a": self.${target}, "b": self.end}, condition="case"` }];
    }
  });
}

test(`random legal graphs are read as Metaflow reads them (${RUNS})`, async () => {
  await fc.assert(
    fc.asyncProperty(blocks(2), (body) => expectAgreement(flowSource(flowSteps(body)))),
    { numRuns: RUNS },
  );
});

test(`random changed graphs get Metaflow's verdict, message and line (${RUNS})`, async () => {
  await fc.assert(
    fc.asyncProperty(blocks(1), changes, (body, all) =>
      expectAgreement(flowSource(all.reduce(changed, flowSteps(body)))),
    ),
    { numRuns: RUNS },
  );
});
