import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../src/index.ts";
import type { Flow, Step } from "../../src/ir/flow.ts";
import type { Body, Plan } from "../../src/ir/regions/region.ts";
import { blocks, flowSource, flowSteps } from "../support/random-flow.ts";
import { fromSketch, SKETCHES } from "../support/sketches.ts";

/** A deterministic stand-in for what a switch chooses and how many items a foreach has, by the task that decides. */
type Choose = (path: string, count: number) => number;

/** Tasks that a run has, as Metaflow's scheduler finds them: by following `next` from task to task. */
function tasksOfGraph(flow: Flow, choose: Choose): string[] {
  const tasks: string[] = [];
  const arrived = new Map<string, number>();
  interface Split {
    readonly count: number;
    readonly indices: readonly number[];
  }
  interface Due {
    readonly step: Step;
    readonly indices: readonly number[];
    readonly turn: number;
    readonly splits: readonly Split[];
  }
  const work: Due[] = [{ step: stepOf(flow, flow.start as string), indices: [], turn: 0, splits: [] }];
  for (let task = work.pop(); task; task = work.pop()) {
    const { step, indices, turn, splits } = task;
    const path = `${step.name}/${indices.join(",")}/${turn}`;
    tasks.push(path);
    const opened: Split = { count: step.type === "foreach" ? 1 + choose(path, 3) : step.next.length, indices };
    const inside = step.type === "split" || step.type === "foreach" ? [...splits, opened] : splits;
    if (step.type === "split-switch") {
      const names = [...new Set(step.next)];
      // A loop must end: after a few turns another case is chosen.
      const open = turn >= 2 ? names.filter((name) => name !== step.name) : names;
      const target = open[choose(path, open.length)] as string;
      work.push({ step: stepOf(flow, target), indices, turn: target === step.name ? turn + 1 : 0, splits });
    } else if (step.type === "foreach") {
      for (let index = 0; index < opened.count; index++) {
        work.push({
          step: stepOf(flow, step.next[0] as string),
          indices: [...indices, index],
          turn: 0,
          splits: inside,
        });
      }
    } else {
      for (const name of step.next) {
        const target = stepOf(flow, name);
        if (target.type !== "join") {
          work.push({ step: target, indices, turn: 0, splits: inside });
          continue;
        }
        const split = splits.at(-1) as Split;
        const key = `${name}/${split.indices.join(",")}`;
        arrived.set(key, (arrived.get(key) ?? 0) + 1);
        if (arrived.get(key) === split.count)
          work.push({ step: target, indices: split.indices, turn: 0, splits: splits.slice(0, -1) });
      }
    }
  }
  return tasks.sort();
}

/** The same, by walking the plan as the generated program does. */
function tasksOfPlan(flow: Flow, plan: Plan, choose: Choose): string[] {
  const tasks: string[] = [];
  interface Done {
    readonly step: string;
    readonly indices: readonly number[];
    readonly turn: number;
    readonly chosen: string | null;
    readonly splits: number;
  }
  const execute = (name: string, indices: readonly number[], turn: number): Done => {
    const step = stepOf(flow, name);
    const path = `${name}/${indices.join(",")}/${turn}`;
    tasks.push(path);
    let chosen = step.next.length === 1 ? (step.next[0] as string) : null;
    if (step.type === "split-switch") {
      const names = [...new Set(step.next)];
      const open = turn >= 2 ? names.filter((each) => each !== name) : names;
      chosen = open[choose(path, open.length)] as string;
    }
    return { step: name, indices, turn, chosen, splits: step.type === "foreach" ? 1 + choose(path, 3) : 0 };
  };
  const next = (name: string, after: Done): Done =>
    execute(name, after.indices, after.step === name && after.turn >= 0 ? after.turn + 1 : 0);
  const joinOf = (joins: readonly string[], ends: readonly Done[]): string => {
    const chosen = new Set(ends.map((end) => end.chosen));
    expect(chosen.size).toBe(1);
    expect(joins).toContain([...chosen][0]);
    return [...chosen][0] as string;
  };
  const run = (body: Body, first: Done): Done => {
    let at = first;
    for (const region of body) {
      switch (region.kind) {
        case "step":
          at = next(region.step, at);
          break;
        case "loop":
          do at = next(region.step, at);
          while (at.chosen === region.step);
          break;
        case "split": {
          const parent = at;
          const ends = region.branches.map(({ body: branch }) => run(branch, parent));
          at = execute(joinOf(region.joins, ends), parent.indices, 0);
          break;
        }
        case "foreach": {
          const parent = at;
          const items = Array.from({ length: parent.splits }, (_, index) => ({
            ...parent,
            indices: [...parent.indices, index],
            turn: -1,
          }));
          const ends = items.map((item) => run(region.body, item));
          at = execute(joinOf(region.joins, ends), parent.indices, 0);
          break;
        }
        case "switch": {
          const arm = region.arms.find(({ step }) => step === at.chosen);
          expect(arm).toBeDefined();
          at = run(arm?.body ?? [], at);
          break;
        }
        case "dispatch": {
          const steps = region.cases.flatMap((each) => each.steps);
          while (region.until === null ? steps.includes(at.chosen ?? "") : at.chosen !== region.until) {
            const found = region.cases.find((each) => each.steps.includes(at.chosen ?? ""));
            expect(found).toBeDefined();
            const [, ...rest] = found?.body ?? [];
            at = run(
              rest,
              run([{ kind: found?.body[0]?.kind === "loop" ? "loop" : "step", step: at.chosen as string }], at),
            );
          }
          break;
        }
        case "continue":
          at = run(plan.shared.find(({ step }) => step === region.step)?.body ?? [], at);
          break;
        default:
          throw new Error(region.kind);
      }
    }
    return at;
  };
  run(plan.body, { step: "_parameters", indices: [], turn: 0, chosen: null, splits: 0 });
  return tasks.sort();
}

function stepOf(flow: Flow, name: string): Step {
  return flow.steps.get(name) as Step;
}

function chooser(seed: number): Choose {
  return (path, count) => {
    let hash = seed;
    for (const character of path) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
    return (hash >>> 3) % count;
  };
}

function expectSameTasks(source: string, seeds: readonly number[]): void {
  const { flow, diagnostics } = analyze(source);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  for (const seed of seeds) {
    const choose = chooser(seed);
    expect(tasksOfPlan(flow as Flow, flow?.plan as Plan, choose)).toEqual(tasksOfGraph(flow as Flow, choose));
  }
}

test("a plan runs the tasks that following the graph runs, for random nested flows", () => {
  const property = fc.property(blocks(3), fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (body, seeds) => {
    expectSameTasks(flowSource(flowSteps(body)), seeds);
  });
  fc.assert(property, { numRuns: 300 });
});

// Where branches choose between joins, or meet, some choices make a run that Metaflow itself cannot finish.
const AGREED = Object.entries(SKETCHES).filter(([name]) => !name.startsWith("branches that choose"));

test.each(AGREED)("%s", (_, source) => {
  expectSameTasks(source, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a step by which branches choose between joins is planned, as far as they agree", () => {
  const { flow, diagnostics } = analyze(
    fromSketch(["start: x, y", "x? p q", "y? r t", "p: ja", "r: ja", "q: jb", "t: jb", "ja< end", "jb< end", "end:"]),
  );
  expect(diagnostics).toEqual([]);
  expect(flow?.plan?.body).toMatchObject([
    { kind: "step" },
    { kind: "split", joins: expect.arrayContaining(["ja", "jb"]) },
    { kind: "step" },
  ]);
});
