import type { Place } from "../diagnostics/diagnostic.ts";
import type { Decorator } from "./decorator.ts";
import type { Compensation } from "./members.ts";
import type { FlowParameter } from "./parameter.ts";
import type { Plan } from "./regions/region.ts";
import type { SwitchCase, Target } from "./transition.ts";
import type { Value } from "./value.ts";

/** Metaflow's `DAGNode.type`; `null` where its linter would refuse the step. */
export type StepType = "start" | "linear" | "split" | "foreach" | "split-switch" | "join" | "end";

/** A step of a flow, with every field of Metaflow's `DAGNode` (metaflow/graph.py). */
export interface Step {
  readonly name: string;
  readonly type: StepType | null;
  readonly file: string;
  /** Where the step's name stands in its `def`. */
  readonly place: Place;
  /** Line (from 1) of `def`: Metaflow's `func_lineno`. */
  readonly line: number;
  /** Where the last statement stands when it is a `self.next(…)`. */
  readonly tailPlace: Place | null;
  /** Line of that statement, 0 where there is none: Metaflow's `tail_next_lineno`. */
  readonly tailLine: number;
  /** Positional-or-keyword parameters, `self` included. */
  readonly argumentCount: number;
  readonly hasTailNext: boolean;
  readonly invalidTailNext: boolean;
  readonly startAnnotated: boolean;
  readonly endAnnotated: boolean;
  readonly nodeInfo: Value | null;
  readonly targets: readonly Target[];
  /** Next steps in the order of `self.next`: Metaflow's `out_funcs`. */
  readonly next: readonly string[];
  /** Steps that lead here, sorted: Metaflow's `in_funcs`. */
  readonly previous: readonly string[];
  readonly splitParents: readonly string[];
  readonly splitBranches: readonly string[];
  readonly matchingJoin: string | null;
  readonly isInsideForeach: boolean;
  readonly cases: readonly SwitchCase[];
  readonly condition: string | null;
  /** The literal given as `foreach`, or `null`. */
  readonly foreach: Value | null;
  /** `self.next(…, num_parallel=…)`. */
  readonly isParallelForeach: boolean;
  readonly numParallel: Value | null;
  /** Decorated with `@parallel` or a decorator derived from it. */
  readonly isParallel: boolean;
  readonly doc: string;
  readonly decorators: readonly Decorator[];
  readonly wrappers: readonly Decorator[];
  readonly mutators: readonly Decorator[];
  readonly foreign: readonly Decorator[];
}

/** A flow, read from its source. Never changed once it is built: emitters only read it. */
export interface Flow {
  readonly name: string;
  readonly file: string;
  readonly place: Place;
  readonly doc: string;
  /** Steps sorted by name, the order in which Metaflow's linter looks at them. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Names of the reachable steps in Metaflow's topological order (`sorted_nodes`). */
  readonly order: readonly string[];
  readonly start: string | null;
  readonly end: string | null;
  /** Parameters and `IncludeFile`s, by variable. */
  readonly parameters: readonly FlowParameter[];
  readonly configs: readonly FlowParameter[];
  readonly decorators: readonly Decorator[];
  readonly mutators: readonly Decorator[];
  readonly foreign: readonly Decorator[];
  /** Methods that undo steps where the run fails. */
  readonly compensations: readonly Compensation[];
  /** How the steps nest; `null` while there are errors in the graph. */
  readonly plan: Plan | null;
}
