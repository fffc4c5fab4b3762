import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differences } from "../support/agreement.ts";
import { type MetaflowWorker, startMetaflowWorker } from "../support/metaflow-worker.ts";
import { blocks, flowSteps, type PrintedStep } from "../support/random-flow.ts";
import { type StyledFlow, styledFlow, styles } from "../support/styles.ts";

// Metaflow is asked by two processes at once, which is what keeps the machine busy.
const WORKERS = 2;
const workers: MetaflowWorker[] = [];
beforeAll(() => {
  for (let count = 0; count < WORKERS; count++) workers.push(startMetaflowWorker());
});
afterAll(() => {
  for (const worker of workers) worker.stop();
});

// `npm run fuzz` asks for many.
const LONG = { timeout: 24 * 3_600_000 };
const GRAPHS = Number(process.env.GRAPH_RUNS ?? 2000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
// One half of the graphs is legal, the other changed.
const RUNS = Math.ceil(GRAPHS / 2);

async function expectAgreement({ source, modules }: StyledFlow, worker: MetaflowWorker): Promise<void> {
  const answer = await worker.ask(source, modules);
  expect(answer.error, source).toBeUndefined();
  expect(differences(source, answer, modules), source).toEqual([]);
}

/** A share of the runs with each worker. */
async function check<T>(values: fc.Arbitrary<T>, print: (value: T) => StyledFlow): Promise<void> {
  const each = (worker: MetaflowWorker, index: number) =>
    fc.assert(
      fc.asyncProperty(values, (value) => expectAgreement(print(value), worker)),
      { numRuns: Math.ceil(RUNS / WORKERS), seed: SEED + index },
    );
  await Promise.all(workers.map(each));
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

test(`random legal graphs in any style are read as Metaflow reads them (${RUNS}, SEED=${SEED})`, LONG, async () => {
  await check(fc.tuple(blocks(2), styles), ([body, style]) => styledFlow(flowSteps(body), style));
});

test(`random changed graphs get Metaflow's verdict, message and line (${RUNS}, SEED=${SEED})`, LONG, async () => {
  await check(fc.tuple(blocks(1), changes, styles), ([body, all, style]) =>
    styledFlow(all.reduce(changed, flowSteps(body)), style),
  );
});
