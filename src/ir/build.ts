import * as codes from "../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../diagnostics/diagnostic.ts";
import type { PyModule } from "../parser/ast.ts";
import { checkConfigs } from "./checks/configs.ts";
import { checkDecorators } from "./checks/decorators.ts";
import { checkParameters } from "./checks/parameters.ts";
import type { Interpreter, ReadModule } from "./execute/interpreter.ts";
import { executeModule } from "./execute/module.ts";
import type { Flow, Step } from "./flow.ts";
import { identifyEnds, makeNodes, type Node, type Nodes } from "./graph/nodes.ts";
import { outermostFirst } from "./graph/open-splits.ts";
import { traverse } from "./graph/traverse.ts";
import { readMembers } from "./members.ts";
import type { ClassObject, SourceModule } from "./objects.ts";
import { planRegions } from "./regions/plan.ts";
import { checkGraph } from "./rules/check.ts";
import { isParallelStep } from "./rules/parallel.ts";
import { selectFlow } from "./select-flow.ts";

/** What a flow is built from. */
export interface BuildInput {
  readonly text: string;
  readonly file: string;
  readonly flow: string | undefined;
  readonly readModule: ReadModule | undefined;
  readonly parse: (text: string, file: string) => PyModule;
  readonly report: DiagnosticSink;
}

/** The flow, or what is known of it, and everything that was read on the way. */
export interface BuildResult {
  readonly flow: Flow | null;
  readonly owner: ClassObject | null;
  /** Every module that was read, by file. */
  readonly sources: ReadonlyMap<string, SourceModule>;
}

// Enough for files that make their flows in functions, and a bound for those that call one another without end.
const MAX_CALLS = 1000;

// The same for statements in loops.
const MAX_LOOPED = 20_000;

/** Reads a flow from its source: classes, steps, graph, parameters; reports every fault; plans its regions. */
export function buildFlow({ text, file, flow: wanted, readModule, parse, report }: BuildInput): BuildResult {
  const interpreter: Interpreter = {
    report,
    parse,
    readModule,
    modules: new Map(),
    sources: new Map(),
    stops: false,
    classes: [],
    started: [],
    calls: { depth: 0, budget: MAX_CALLS, guessed: false, doubts: 0, work: MAX_LOOPED },
  };
  executeModule(interpreter, text, file, "__main__");
  const { sources, classes, started } = interpreter;
  if (interpreter.stops) return { flow: null, owner: null, sources };
  const owner = selectFlow({ file, flow: wanted, classes, started, report });
  return { flow: owner && readFlow(owner, report), owner, sources };
}

function readFlow(owner: ClassObject, report: DiagnosticSink): Flow {
  const { steps, parameters, compensations } = readMembers(owner, report);
  for (const base of owner.unknownBases) {
    report(diagnostic(codes.base_unknown({ class: owner.name, base: base.text }), base.place));
  }
  const nodes = makeNodes(steps);
  const { start, end } = identifyEnds(nodes);
  const order = traverse(nodes, start);
  const isLegal = checkKnown(owner, nodes.size, report, (sink) =>
    checkGraph({ flow: owner.name, flowPlace: owner.place, nodes, start, end }, sink),
  );
  const flow: Flow = {
    name: owner.name,
    file: owner.source.file,
    place: owner.place,
    doc: owner.doc,
    steps: freezeSteps(nodes),
    order,
    start,
    end,
    parameters: parameters.filter(({ kind }) => kind !== "config"),
    configs: parameters.filter(({ kind }) => kind === "config"),
    decorators: flowDecorators(owner),
    mutators: owner.lineage.toReversed().flatMap((each) => each.mutators),
    foreign: owner.foreign,
    compensations,
    plan: isLegal && start !== null ? planRegions(nodes, start) : null,
  };
  checkDecorators(flow, report);
  checkParameters(flow, report);
  checkConfigs(flow, report);
  return Object.freeze(flow);
}

/** Where code makes members of the class, a graph that seems wrong may only be incomplete: that is then said instead. */
function checkKnown(
  owner: ClassObject,
  stepCount: number,
  report: DiagnosticSink,
  check: (sink: DiagnosticSink) => boolean,
): boolean {
  const computed = owner.lineage.flatMap((each) => each.computed);
  if (computed.length === 0) return check(report);
  // A single step is start and end at once, but only if there is no other.
  const isLegal = check((each) => void (each.code === "next_invalid" && report(each))) && stepCount > 1;
  for (const place of computed) {
    const text = isLegal ? codes.members_computed({ flow: owner.name }) : codes.steps_computed({ flow: owner.name });
    report(diagnostic(text, place));
  }
  return isLegal;
}

/** Inherited decorators first, each class's own closest to `class` first (`_flow_decorators` in metaflow/flowspec.py). */
function flowDecorators(owner: ClassObject): Flow["decorators"] {
  const [, ...bases] = owner.lineage;
  const own = new Set(owner.decorators.map(({ name }) => name));
  return [...bases.flatMap((base) => base.decorators).filter(({ name }) => !own.has(name)), ...owner.decorators];
}

function freezeSteps(nodes: Nodes): ReadonlyMap<string, Step> {
  return new Map([...nodes].map(([name, node]) => [name, freezeStep(node)]));
}

function freezeStep(node: Node): Step {
  const { object, open } = node;
  const { transition, marker, source } = object;
  return {
    name: node.name,
    type: node.type,
    file: source.file,
    place: object.place,
    line: object.line,
    tailPlace: transition.span && { file: source.file, span: transition.span },
    tailLine: transition.span ? source.lineOf(transition.span.from) : 0,
    argumentCount: object.argumentCount,
    hasTailNext: transition.hasTailNext,
    invalidTailNext: transition.invalid,
    startAnnotated: marker.start,
    endAnnotated: marker.end,
    nodeInfo: marker.nodeInfo,
    targets: transition.targets,
    next: node.next,
    previous: node.previous,
    get splitParents() {
      return outermostFirst(open, (each) => each.split);
    },
    get splitBranches() {
      return outermostFirst(node.type === "join" ? (open?.below ?? null) : open, (each) => each.branch);
    },
    matchingJoin: node.matchingJoin,
    isInsideForeach: node.isInsideForeach,
    cases: transition.cases,
    condition: transition.condition,
    foreach: transition.foreach,
    isParallelForeach: transition.parallel,
    numParallel: transition.numParallel,
    isParallel: isParallelStep(node),
    doc: object.doc,
    decorators: object.decorators,
    wrappers: object.wrappers,
    mutators: object.mutators,
    foreign: object.foreign,
  };
}
