import type { Flow } from "../../ir/flow.ts";
import type { Body, ForeachRegion, Plan, Region, SplitRegion } from "../../ir/regions/region.ts";
import { flowParts } from "../metaflow/flow-program.ts";
import * as py from "../python/index.ts";
import { entrySteps, holdsForeach, isForParts } from "./limits.ts";

/** Bodies that nest deeper than this run within one op. */
const DEEPEST = 50;

/** Outputs of ops of which at most one is on the way that the flow takes. */
type Ends = readonly string[];

/** An op as it is printed: what it is called by, and the variables that it gives. */
interface Drawn {
  readonly variables: readonly string[];
  readonly value: py.Expression;
}

/** A function that draws ops: that of the job, or what is done with each item of a foreach. */
interface Place {
  readonly locals: py.Scope;
  readonly drawn: Drawn[];
  /** Inside of `map`, where Dagster takes no list of inputs and no further foreach, and skips nothing. */
  readonly isMapped: boolean;
}

interface Drawing {
  readonly names: py.Scope;
  readonly opNames: py.Scope;
  readonly functions: py.Statement[];
  readonly parts: { name: string; body: Body }[];
}

/**
 * The flow as a graph of ops: `entry` draws it at once, with a flat function for each body of a foreach. What Dagster's
 * graph cannot hold are parts: functions over the runtime's verbs, each run by one op.
 */
export function jobGraph(flow: Flow, plan: Plan, names: py.Scope, entry: string): py.Statement[] {
  const opNames = py.createScope();
  for (const step of flow.steps.keys()) opNames.reserve(step);
  const drawing: Drawing = { names, opNames, functions: [], parts: [] };
  const place: Place = { locals: names.inner(), drawn: [], isMapped: false };
  drawBody(drawing, place, plan.body, [], 0);
  const doc = flow.doc.trim() === "" ? [] : [py.docstring(flow.doc)];
  const main = py.def(entry, [], "None", [...doc, ...statements(place, [])]);
  return [main, ...drawing.functions, ...flowParts(plan, names, drawing.parts)];
}

/** The ops of a function; the last one needs no variable when nothing but the result comes of it. */
function statements({ drawn }: Place, result: Ends): py.Statement[] {
  const last = drawn.at(-1);
  const isResult = last !== undefined && last.variables.join() === result.join();
  const isUnused = result.length === 0;
  const lines = drawn
    .slice(0, isResult || isUnused ? -1 : undefined)
    .map(({ variables, value }) => py.assign(variables, value));
  if (last && isResult) return [...lines, py.return(last.value)];
  if (last && isUnused) return [...lines, py.expression(last.value)];
  return [...lines, py.return(result.length === 1 ? (result[0] as string) : py.tuple(result))];
}

function drawBody(drawing: Drawing, place: Place, body: Body, before: Ends, depth: number): Ends {
  let current = before;
  body.forEach((region, index) => {
    current = drawRegion(drawing, place, region, body[index + 1], current, depth);
  });
  return current;
}

function drawRegion(
  drawing: Drawing,
  place: Place,
  region: Region,
  next: Region | undefined,
  current: Ends,
  depth: number,
): Ends {
  if (isForParts(region, place.isMapped) || depth > DEEPEST) return drawPart(drawing, place, [region], current);
  switch (region.kind) {
    case "step":
    case "loop": {
      const verb = verbOf(region.kind, place, next);
      return draw(place, region.step, verb, [py.string(region.step), ...inputs(place, current)]);
    }
    case "parallel": {
      const gang = draw(place, region.step, "parallel_op", [py.string(region.step), ...inputs(place, current)]);
      return drawJoin(place, region.joins, "gather_op", gang);
    }
    case "switch": {
      const ends = region.arms.flatMap(({ step, body }) => {
        const chosen = place.isMapped ? current : current.map((each) => `${each}.to_${step}`);
        return drawArm(drawing, place, body, chosen, depth + 1);
      });
      return [...new Set(ends)];
    }
    case "split":
      return drawSplit(drawing, place, region, current, depth + 1);
    case "foreach":
      return drawForeach(drawing, place, region, current, depth + 1);
    default:
      return drawPart(drawing, place, [region], current);
  }
}

/** The op of a step, by what Dagster has to know of its outputs. */
function verbOf(kind: "step" | "loop", { isMapped }: Place, next: Region | undefined): string {
  if (!isMapped && next && !isForParts(next, isMapped)) {
    if (next.kind === "switch") return "switch_op";
    if (next.kind === "foreach") return "foreach_op";
  }
  return `${kind}_op`;
}

function drawArm(drawing: Drawing, place: Place, body: Body, current: Ends, depth: number): Ends {
  if (body.length > 0 && place.isMapped && holdsForeach(body)) return drawPart(drawing, place, body, current);
  return drawBody(drawing, place, body, current, depth);
}

function drawSplit(drawing: Drawing, place: Place, region: SplitRegion, current: Ends, depth: number): Ends {
  const branches = region.branches.map(({ body }) => drawArm(drawing, place, body, current, depth));
  return drawJoin(
    place,
    region.joins,
    "join_op",
    branches.flatMap((ends) => inputs(place, ends)),
  );
}

function drawForeach(drawing: Drawing, place: Place, region: ForeachRegion, current: Ends, depth: number): Ends {
  const [split] = current;
  const isDrawn =
    current.length === 1 &&
    place.drawn.some(({ value, variables }) => variables.includes(split ?? "") && value.flat.startsWith("foreach_op("));
  const items = isDrawn
    ? (split as string)
    : drawHelper(drawing, place, `${region.split}_items`, "items_op", inputs(place, current));
  return drawJoin(place, region.joins, "gather_op", drawItems(drawing, place, region, items, depth));
}

/**
 * What is done with each item. A foreach within is flattened: its items are mapped at once, then put together again by
 * the items around them, which the rest of the body is mapped over.
 */
function drawItems(drawing: Drawing, place: Place, region: ForeachRegion, items: string, depth: number): py.Part[] {
  const segments = segmentsOf(region.body, depth);
  let mapped = items;
  let collected: py.Part[] = [];
  segments.forEach(({ regions, after }, index) => {
    const inner: Place = { locals: drawing.names.inner(), drawn: [], isMapped: true };
    const parameter = index === 0 ? "item" : "group";
    inner.locals.reserve(parameter);
    const previous = segments[index - 1]?.after;
    const first = previous ? drawJoin(inner, previous.joins, "gather_op", [parameter]) : [parameter];
    const hint = previous ? `each_${previous.joins[0]}` : `each_of_${region.split}`;
    const name = drawing.names.fresh(hint);
    const at = drawing.functions.length;
    const ends = drawBody(drawing, inner, regions, first, depth);
    drawing.functions.splice(at, 0, mapFunction(name, parameter, inner, ends));
    const variables = ends.map((end) => place.locals.fresh(end === parameter ? `${region.split}_item` : end));
    place.drawn.push({ variables, value: py.call(`${mapped}.map`, [name]) });
    collected = variables.map((each) => py.call(`${each}.collect`));
    if (after) {
      const within = drawHelper(drawing, place, `${after.split}_items`, "items_op", collected);
      const done = drawItems(drawing, place, after, within, depth + 1);
      mapped = drawHelper(drawing, place, `${after.joins[0]}_groups`, "groups_op", done);
    }
  });
  return collected;
}

/** The regions of a body up to each foreach in it that is flattened. */
function segmentsOf(body: Body, depth: number): { regions: Region[]; after: ForeachRegion | null }[] {
  const segments: { regions: Region[]; after: ForeachRegion | null }[] = [];
  let regions: Region[] = [];
  for (const region of body) {
    if (region.kind === "foreach" && depth < DEEPEST && !isForParts(region, false)) {
      segments.push({ regions, after: region });
      regions = [];
    } else regions.push(region);
  }
  return [...segments, { regions, after: null }];
}

function mapFunction(name: string, parameter: string, place: Place, ends: Ends): py.Statement {
  return py.def(name, [py.parameter(parameter, "OpOutput")], "OpOutput", statements(place, ends));
}

/** An op for what Dagster's graph cannot hold. */
function drawPart(drawing: Drawing, place: Place, body: Body, current: Ends): Ends {
  const steps = entrySteps(body);
  const name = drawing.names.fresh(`part_${steps[0]}`);
  drawing.parts.push({ name, body });
  const op = drawing.opNames.fresh(name);
  const entries = py.keyword("steps", py.list(steps.map(py.string)));
  return draw(place, `after_${steps[0]}`, "part_op", [py.string(op), name, ...inputs(place, current), entries]);
}

function drawHelper(drawing: Drawing, place: Place, hint: string, verb: string, args: readonly py.Part[]): string {
  return draw(place, hint, verb, [py.string(drawing.opNames.fresh(hint)), ...args])[0] as string;
}

function drawJoin(place: Place, [join = ""]: readonly string[], verb: string, args: readonly py.Part[]): Ends {
  return draw(place, join, verb, [py.string(join), ...args]);
}

function draw(place: Place, hint: string, verb: string, args: readonly (py.Part | py.Keyword)[]): Ends {
  const variables = [place.locals.fresh(hint)];
  place.drawn.push({ variables, value: py.call(verb, args) });
  return variables;
}

/** Outputs as inputs of an op: a list survives where only some of them come about, but may not stand in a `map`. */
function inputs({ isMapped }: Place, ends: Ends): py.Part[] {
  if (isMapped || ends.length < 2) return [...ends];
  return [py.list(ends)];
}
