import type { Flow } from "../../ir/flow.ts";
import type { Body, DispatchRegion, Plan, Region, SwitchRegion } from "../../ir/regions/region.ts";
import * as py from "../python/index.ts";

/** Arms of a switch that stand deeper than this become functions of their own: depth must not indent without end. */
const DEEPEST_ARM = 2;

/** Where the last task of a body goes: it is the result of the function, or the value of a variable. */
type Destination = { readonly kind: "return" } | { readonly kind: "variable"; readonly name: string };

/** A function that is still to be printed. */
interface PendingFunction {
  readonly name: string;
  readonly parameter: string;
  readonly body: Body;
  readonly doc: string | null;
}

interface Program {
  readonly names: py.Scope;
  readonly functions: PendingFunction[];
  /** Functions of bodies that branches share, by the step that they begin with. */
  readonly shared: ReadonlyMap<string, string>;
}

/**
 * The flow as structured async Python over the runtime's verbs: `flow` first, then one flat function for each body of a
 * branch or foreach. `names` are those of the module; `entry` is the name of the first function.
 */
export function flowProgram(flow: Flow, plan: Plan, names: py.Scope, entry: string): py.Statement[] {
  const doc = flow.doc.trim() === "" ? null : flow.doc;
  return printFunctions(plan, names, [{ name: entry, parameter: "", body: plan.body, doc }]);
}

/** Parts of a flow as such functions: each runs its body after a task that it is given. */
export function flowParts(
  plan: Plan,
  names: py.Scope,
  parts: readonly { readonly name: string; readonly body: Body }[],
): py.Statement[] {
  if (parts.length === 0) return [];
  return printFunctions(
    plan,
    names,
    parts.map(({ name, body }) => ({ name, parameter: "task", body, doc: null })),
  );
}

function printFunctions(plan: Plan, names: py.Scope, functions: PendingFunction[]): py.Statement[] {
  const shared = new Map(plan.shared.map(({ step }) => [step, names.fresh(`from_${step}`)]));
  for (const { step, body } of plan.shared) {
    functions.push({
      name: shared.get(step) as string,
      parameter: "task",
      body,
      doc: `What several branches share from ${step} on.`,
    });
  }
  const program: Program = { names, functions, shared };
  const statements: py.Statement[] = [];
  // Depth first: a function is followed by those that it alone calls.
  const waiting = functions.splice(0).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    statements.push(printFunction(program, next));
    waiting.push(...functions.splice(0).reverse());
  }
  return statements;
}

function printFunction(program: Program, { name, parameter, body, doc }: PendingFunction): py.Statement {
  const locals = program.names.inner();
  for (const taken of ["run", "task", "item"]) locals.reserve(taken);
  const parameters = [py.parameter("run", "Run"), ...(parameter === "" ? [] : [py.parameter(parameter, "Task")])];
  const first = parameter === "" ? "run.parameters" : parameter;
  const statements = printBody(program, locals, body, first, { kind: "return" }, 0);
  return py.asyncDef(name, parameters, "Task", doc === null ? statements : [py.docstring(doc), ...statements]);
}

function printBody(
  program: Program,
  locals: py.Scope,
  body: Body,
  first: string,
  destination: Destination,
  depth: number,
): py.Statement[] {
  let current = first;
  const statements: py.Statement[] = [];
  body.forEach((region, index) => {
    const isLast = index === body.length - 1;
    if (region.kind === "switch") {
      const goal: Destination = isLast
        ? destination
        : { kind: "variable", name: locals.fresh(`after_${nameOf(body[index - 1])}`) };
      statements.push(printSwitch(program, locals, region, current, goal, depth));
      if (goal.kind === "variable") current = goal.name;
    } else if (region.kind === "dispatch") {
      const at = locals.fresh("at");
      statements.push(py.assign(at, current), printDispatch(program, region, at));
      current = at;
      if (isLast) statements.push(finish(at, destination));
    } else {
      const value = taskExpression(program, region, current);
      if (isLast) {
        statements.push(finish(value, destination));
      } else {
        current = locals.fresh(nameOf(region));
        statements.push(py.assign(current, value));
      }
    }
  });
  if (body.length === 0) statements.push(finish(first, destination));
  return statements;
}

function finish(value: py.Part, destination: Destination): py.Statement {
  return destination.kind === "return" ? py.return(value) : py.assign(destination.name, value);
}

function printSwitch(
  program: Program,
  locals: py.Scope,
  region: SwitchRegion,
  current: string,
  goal: Destination,
  depth: number,
): py.Statement {
  const cases = region.arms.map(({ step, body }): py.MatchCase => {
    if (depth < DEEPEST_ARM || body.length === 0)
      return [py.string(step), printBody(program, locals, body, current, goal, depth + 1)];
    const arm = pend(program, `arm_${step}`, "task", body);
    return [py.string(step), [finish(py.await(py.call(arm, ["run", current])), goal)]];
  });
  return py.match(`${current}.chosen`, [...cases, ["_", [py.raise(py.call("UnexpectedStep", [current]))]]]);
}

/** At any moment one step runs, and says which is next. */
function printDispatch(program: Program, region: DispatchRegion, at: string): py.Statement {
  const steps = region.cases.flatMap((each) => each.steps);
  const test =
    region.until === null
      ? py.binary(`${at}.chosen`, "in", py.set(steps.map(py.string)))
      : py.binary(`${at}.chosen`, "!=", py.string(region.until));
  const cases = region.cases.map(({ steps, body }): py.MatchCase => {
    const [first, ...rest] = body;
    const names = steps.map((step) => py.string(step));
    if (steps.length === 1 && first) {
      const statements = [first, ...rest].map((each) => py.assign(at, taskExpression(program, each, at)));
      return [names, statements];
    }
    // Steps that lead to the same branches: whichever it is, the branches come next.
    const statements = [py.assign(at, py.await(py.call("run.step", [py.call("str", [`${at}.chosen`]), at])))];
    return [names, [...statements, ...rest.map((each) => py.assign(at, taskExpression(program, each, at)))]];
  });
  return py.while(test, [py.match(`${at}.chosen`, [...cases, ["_", [py.raise(py.call("UnexpectedStep", [at]))]]])]);
}

function pend(program: Program, hint: string, parameter: string, body: Body): string {
  const name = program.names.fresh(hint);
  program.functions.push({ name, parameter, body, doc: null });
  return name;
}

function taskExpression(program: Program, region: Region, current: string): py.Expression {
  switch (region.kind) {
    case "step":
    case "loop":
      return py.await(py.call(`run.${region.kind}`, [py.string(region.step), current]));
    case "split": {
      const branches = region.branches.map(({ step, body }) => pend(program, `branch_${step}`, "task", body));
      return py.await(py.call("run.split", [current, ...branches, ...joinArgument(region.joins)]));
    }
    case "foreach": {
      const body = pend(program, `each_of_${region.split}`, "item", region.body);
      return py.await(py.call("run.foreach", [current, body, ...joinArgument(region.joins)]));
    }
    case "parallel":
      return py.await(py.call("run.parallel", [current, py.string(region.step), ...joinArgument(region.joins)]));
    case "continue":
      return py.await(py.call(program.shared.get(region.step) ?? region.step, ["run", current]));
    default:
      throw new TypeError(`a ${region.kind} is no value`);
  }
}

/** Without `join` the branches say at run time which of several joins they lead to. */
function joinArgument(joins: readonly string[]): py.Keyword[] {
  const [join, other] = joins;
  return join !== undefined && other === undefined ? [py.keyword("join", py.string(join))] : [];
}

/** What the variable of a region's task is called: by the step that ran last. */
function nameOf(region: Region | undefined): string {
  switch (region?.kind) {
    case "step":
    case "loop":
    case "continue":
      return region.step;
    case "split":
    case "foreach":
    case "parallel":
      return region.joins.join("_or_");
    default:
      return "choice";
  }
}
