import type { Body, Region } from "../../ir/regions/region.ts";

/** Whether Dagster's graph cannot hold a region. Inside of `map` it cannot hold a foreach, except where that is flattened. */
export function isForParts(region: Region, isMapped: boolean): boolean {
  switch (region.kind) {
    case "dispatch":
    case "continue":
      return true;
    case "foreach":
      return isMapped || region.joins.length > 1 || holds([region], (each) => each.kind === "continue");
    case "split":
      return region.joins.length > 1 || holds([region], (each) => each.kind === "continue");
    case "parallel":
      return region.joins.length > 1;
    default:
      return false;
  }
}

/** Whether there is a foreach anywhere in a body. */
export function holdsForeach(body: Body): boolean {
  return holds(body, ({ kind }) => kind === "foreach");
}

function holds(body: Body, test: (region: Region) => boolean): boolean {
  const work: Region[] = [...body];
  for (let region = work.pop(); region; region = work.pop()) {
    if (test(region)) return true;
    for (const inner of bodiesOf(region)) work.push(...inner);
  }
  return false;
}

function bodiesOf(region: Region): readonly Body[] {
  switch (region.kind) {
    case "split":
      return region.branches.map(({ body }) => body);
    case "switch":
      return region.arms.map(({ body }) => body);
    case "dispatch":
      return region.cases.map(({ body }) => body);
    case "foreach":
      return [region.body];
    default:
      return [];
  }
}

/** The steps with one of which a body begins. */
export function entrySteps([first]: Body): readonly string[] {
  switch (first?.kind) {
    case "step":
    case "loop":
    case "parallel":
    case "continue":
      return [first.step];
    case "split":
      return first.branches.map(({ step }) => step);
    case "switch":
      return first.arms.map(({ step }) => step);
    case "dispatch":
      // The step after it too: then nothing of the region runs.
      return [...first.cases.flatMap(({ steps }) => steps), ...(first.until === null ? [] : [first.until])];
    case "foreach":
      return entrySteps(first.body);
    default:
      return [];
  }
}
