import * as codes from "../../diagnostics/codes.generated.ts";
import type { Diagnostic, DiagnosticText, Edit, Place } from "../../diagnostics/diagnostic.ts";
import type { Argument, Decorator } from "../decorator.ts";
import type { Flow, Step } from "../flow.ts";
import type { Value } from "../value.ts";

/** Something wrong with a decorator. */
export interface Fault {
  readonly text: DiagnosticText;
  /** Where, if it is not the decorator as a whole. */
  readonly place?: Place | undefined;
  /** What Metaflow says of it, where it has a message. */
  readonly metaflow?: string | undefined;
  readonly labels?: Diagnostic["labels"] | undefined;
  /** What its fix would change. */
  readonly edits?: readonly Edit[] | undefined;
  /** The argument that its decorator does not take as it is given. */
  readonly argument?: Argument | undefined;
}

/** What Metaflow checks about one of its decorators on a step (`step_init` of its class), for values that are known. */
export type StepCheck = (decorator: Decorator, step: Step) => readonly Fault[];

/** What Metaflow checks about one of its decorators on a flow (`flow_init` of its class), for values that are known. */
export type FlowCheck = (decorator: Decorator, flow: Flow) => readonly Fault[];

const NOT_GIVEN: Value = { kind: "none" };

/** The value of an argument; `None` where it is not given, and `code` where `**` may give it. */
export function argumentOf({ arguments: args }: Decorator, name: string): Value {
  const given = args.findLast((argument) => argument.name === name || argument.name === "**");
  return given?.value ?? NOT_GIVEN;
}

/** Whether an argument is given, by name. */
export function isGiven({ arguments: args }: Decorator, name: string): boolean {
  return args.some((argument) => argument.name === name);
}

/** A fault of one argument: `problem` completes the sentence "`argument` of `@decorator` …". */
export function badValue(
  decorator: Decorator,
  argument: string,
  problem: string,
  hint: string,
  metaflow?: string,
): Fault {
  const text = codes.decorator_value_invalid({ decorator: decorator.name, argument, problem, hint });
  return { text, place: placeOfArgument(decorator, argument), metaflow };
}

/** Where an argument stands; nowhere when it is not given. */
export function placeOfArgument({ arguments: args }: Decorator, name: string): Place | undefined {
  return args.findLast((argument) => argument.name === name)?.place;
}
