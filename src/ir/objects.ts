import type { Place } from "../diagnostics/diagnostic.ts";
import type { PyCall, PyClass, PyFunction } from "../parser/ast.ts";
import type { Decorator } from "./decorator.ts";
import type { Parameter } from "./parameter.ts";
import type { Transition } from "./transition.ts";
import type { Value } from "./value.ts";

/** What an expression of a flow file stands for, as far as a flow's structure depends on it. */
export type PythonObject =
  | { readonly kind: "metaflow"; readonly name: string }
  | { readonly kind: "class"; readonly class: ClassObject }
  | { readonly kind: "function"; readonly function: FunctionObject }
  | { readonly kind: "step"; readonly step: StepObject }
  | { readonly kind: "step-marker"; readonly marker: StepMarker }
  | { readonly kind: "decorator"; readonly decorator: Decorator }
  | { readonly kind: "user-decorator"; readonly role: UserDecoratorRole; readonly decorator: Decorator }
  | { readonly kind: "parameter"; readonly parameter: Parameter }
  | { readonly kind: "module"; readonly names: Namespace }
  | { readonly kind: "instance"; readonly class: ClassObject }
  | { readonly kind: "value"; readonly value: Value; readonly parts?: readonly PythonObject[] }
  | { readonly kind: "config-value"; readonly place: Place }
  /** Something of Python's own, by its dotted name: `abc.ABC`, `range`. */
  | { readonly kind: "standard"; readonly name: string }
  | { readonly kind: "partial"; readonly callee: PythonObject; readonly call: PyCall; readonly scope: Scope }
  | { readonly kind: "unknown" };

/** Names and what they are bound to, in the order of binding. */
export type Namespace = Map<string, PythonObject>;

/** Where a decorator of the user's own acts: inside the task, or on the step or flow before it runs. */
export type UserDecoratorRole = "step-wrapper" | "step-mutator" | "flow-mutator";

/** `@step` with its arguments. */
export interface StepMarker {
  readonly start: boolean;
  readonly end: boolean;
  readonly nodeInfo: Value | null;
}

/** A module that has been read. */
export interface SourceModule {
  readonly file: string;
  readonly text: string;
  /** Line (from 1) of an offset. */
  readonly lineOf: (offset: number) => number;
}

/** A plain function and the names that its body sees. */
export interface FunctionObject {
  readonly definition: PyFunction;
  readonly scope: Scope;
  /** Set by `@user_step_decorator`. */
  readonly isStepWrapper: boolean;
  /** What becomes of the mark of `@step`: a `staticmethod` or the like takes it in vain, a `property` not at all. */
  readonly marking: "kept" | "lost" | "refused";
  /** Decorators of which only the name is known. */
  readonly foreign: readonly Decorator[];
  /** `@compensate`, by what it is bound to. */
  readonly compensates?: readonly Decorator[];
  readonly mark: StepMark;
}

/** What `@step` and decorators write onto a function itself, so that it holds under every name of the function. */
export interface StepMark {
  step: StepObject | null;
}

/** A chain of namespaces, innermost first, and the module whose text they stand in. */
export interface Scope {
  readonly names: Namespace;
  readonly parent: Scope | null;
  readonly source: SourceModule;
  /** Functions do not see the names of a class around them. */
  readonly isClass: boolean;
  /** In a module: the classes that its own statements make, the later ones included. */
  readonly defines?: ReadonlySet<string>;
  /** In the body of a class: where code makes names that cannot be known, as `exec` does. */
  readonly computed?: Place[];
  /** In the body of a class: what is not executed because a condition is known. */
  readonly skipped?: Place[];
}

/** A function that `@step` was applied to. */
export interface StepObject {
  readonly definition: PyFunction;
  readonly mark: StepMark;
  readonly source: SourceModule;
  readonly place: Place;
  /** Line (from 1) of `def`, Metaflow's `func_lineno`. */
  readonly line: number;
  readonly argumentCount: number;
  readonly doc: string;
  readonly marker: StepMarker;
  /** Metaflow's own decorators, closest to `def` first. */
  readonly decorators: readonly Decorator[];
  /** `UserStepDecorator`s: they act inside the task. */
  readonly wrappers: readonly Decorator[];
  /** `StepMutator`s. */
  readonly mutators: readonly Decorator[];
  /** Decorators of which only the name is known. */
  readonly foreign: readonly Decorator[];
  readonly transition: Transition;
}

/** A class statement, executed. */
export interface ClassObject {
  /** Its `__name__`, which may be set later. */
  name: string;
  readonly definition: PyClass;
  readonly source: SourceModule;
  readonly place: Place;
  readonly doc: string;
  /** Method resolution order, itself first, as far as the bases are known. */
  readonly lineage: readonly ClassObject[];
  /** Metaflow's own bases in the lineage, such as `FlowSpec` or `StepMutator`. */
  readonly metaflowBases: ReadonlySet<string>;
  /** The metaclasses that its own is derived from; `null` where they cannot be known. */
  readonly metaclass: ReadonlySet<string> | null;
  /** What it counts as where it is a metaclass itself. */
  readonly asMetaclass: ReadonlySet<string>;
  readonly unknownBases: readonly { readonly place: Place; readonly text: string }[];
  readonly members: Namespace;
  /** Where code makes members that cannot be known, as `exec` or `locals()[…] = …` does. */
  readonly computed: Place[];
  /** Parts of the body that are not executed, because of a condition that is known. */
  readonly skipped: Place[];
  /** Steps that were put on the class after its statement, and where: too late for its graph. */
  readonly late: Map<string, Place>;
  /** Own flow decorators, closest to `class` first. */
  readonly decorators: readonly Decorator[];
  readonly mutators: readonly Decorator[];
  readonly foreign: readonly Decorator[];
}

/** The object of which nothing is known. */
export const UNKNOWN: PythonObject = { kind: "unknown" };

/** True for a subclass of `FlowSpec`. */
export function isFlow(object: ClassObject): boolean {
  return object.metaflowBases.has("FlowSpec");
}
