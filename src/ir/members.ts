import * as codes from "../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic, type Place } from "../diagnostics/diagnostic.ts";
import { findMember, memberNames } from "./lineage.ts";
import { NON_PARAMETERS } from "./metaflow-names.ts";
import type { ClassObject, FunctionObject, PythonObject, StepObject } from "./objects.ts";
import type { FlowParameter } from "./parameter.ts";
import { isReadableSource } from "./step-source.ts";

/** A method that undoes what a step has done, where the run fails later. */
export interface Compensation {
  readonly handler: string;
  /** `null` where only Python can tell. */
  readonly step: string | null;
  readonly place: Place;
}

/** The steps, parameters and compensations of a flow class, by attribute. */
export interface Members {
  readonly steps: ReadonlyMap<string, StepObject>;
  readonly parameters: readonly FlowParameter[];
  readonly compensations: readonly Compensation[];
}

/**
 * Looks through all attributes of a class, as `FlowGraph._create_nodes` (metaflow/graph.py) and `FlowSpec._get_parameters`
 * (metaflow/flowspec.py) do with `dir`, and reports those at which Metaflow stops or which it passes over.
 */
export function readMembers(owner: ClassObject, report: DiagnosticSink): Members {
  const steps = new Map<string, StepObject>();
  const parameters: FlowParameter[] = [];
  const compensations: Compensation[] = [];
  for (const name of memberNames(owner)) {
    const late = owner.late.get(name);
    if (late) {
      report(diagnostic(codes.step_added_late({ step: name, flow: owner.name }), late));
      continue;
    }
    const found = findMember(owner, name)?.member;
    const member = (found && asStep(found)) ?? found;
    switch (member?.kind) {
      case "step":
        steps.set(name, member.step);
        if (!isReadableSource(member.step))
          report(diagnostic(codes.step_source_unreadable({ step: name }), member.step.place, { notes: [INDENTATION] }));
        break;
      case "config-value":
        report(diagnostic(codes.config_value_as_member({ variable: name }), member.place, { notes: [DELAYED] }));
        break;
      case "function":
        checkMark(name, member.function, report);
        compensations.push(...compensationsOf(name, member.function));
        break;
      case "parameter":
        if (name.startsWith("_") || NON_PARAMETERS.has(name))
          report(diagnostic(codes.parameter_hidden({ variable: name }), member.parameter.place));
        else parameters.push({ ...member.parameter, variable: name });
    }
  }
  return { steps, parameters, compensations };
}

/** What is called `step`, or is it by a condition that is not known. */
const MARKER = /(^|\.)step\s*(\(|$)|\bstep\b.*\belse\b|\belse\b.*\bstep\b/s;

/** A function that is marked by what is not Metaflow's `step`, for all that is known. */
function checkMark(name: string, { foreign }: FunctionObject, report: DiagnosticSink): void {
  const marker = foreign.find((each) => MARKER.test(each.name));
  if (marker) report(diagnostic(codes.step_marker_unknown({ step: name, decorator: marker.name }), marker.place));
}

function compensationsOf(handler: string, { compensates = [] }: FunctionObject): Compensation[] {
  return compensates.map(({ arguments: [first], place }) => {
    const step = first?.value;
    return { handler, step: step?.kind === "string" ? step.value : null, place };
  });
}

/** The step that a function is under all its names: decorators mark the function itself. */
function asStep(object: PythonObject): PythonObject | null {
  const mark = object.kind === "step" ? object.step.mark : object.kind === "function" ? object.function.mark : null;
  return mark?.step ? { kind: "step", step: mark.step } : null;
}

const INDENTATION = "Metaflow: IndentationError: expected an indented block after function definition";
const DELAYED =
  "Metaflow: TypeError: module, class, method, function, traceback, frame, or code object was expected, got DelayEvaluator";
