/**
 * How the steps of a flow nest. A region takes the task before it and gives the task after it; a body is a list of
 * regions that run one after another.
 */
export type Region =
  | StepRegion
  | LoopRegion
  | SplitRegion
  | ForeachRegion
  | ParallelRegion
  | SwitchRegion
  | DispatchRegion
  | ContinueRegion;

/** Regions that run one after another. */
export type Body = readonly Region[];

/** One task of a step. */
export interface StepRegion {
  readonly kind: "step";
  readonly step: string;
}

/** A switch that runs again for as long as it chooses itself. */
export interface LoopRegion {
  readonly kind: "loop";
  readonly step: string;
}

/** Branches that run in parallel after a split step, and their join; `join` is `null` where the branches choose between several. */
export interface SplitRegion {
  readonly kind: "split";
  readonly branches: readonly { readonly step: string; readonly body: Body }[];
  readonly joins: readonly string[];
}

/** A body that runs once for each item of a foreach step, and its join. */
export interface ForeachRegion {
  readonly kind: "foreach";
  /** The foreach step; the first of them where several lead to the same body. */
  readonly split: string;
  readonly body: Body;
  readonly joins: readonly string[];
}

/** A `@parallel` step that runs as a gang, and its join. */
export interface ParallelRegion {
  readonly kind: "parallel";
  readonly step: string;
  readonly joins: readonly string[];
}

/** Exactly one arm runs: that of the step which the task before has chosen. An arm without regions goes straight on. */
export interface SwitchRegion {
  readonly kind: "switch";
  readonly arms: readonly { readonly step: string; readonly body: Body }[];
}

/** Arms that share steps in a way that does not nest: at any moment one step runs, and it says which is next, until one of `until`. */
export interface DispatchRegion {
  readonly kind: "dispatch";
  readonly cases: readonly { readonly steps: readonly string[]; readonly body: Body }[];
  /** The step after the region; `null` where the region goes on to the end of the body that it stands in. */
  readonly until: string | null;
}

/** Goes on in a body that several branches share, to the end of this one. */
export interface ContinueRegion {
  readonly kind: "continue";
  readonly step: string;
}

/** The whole flow: its body, and the bodies that branches share, by the step that they begin with. */
export interface Plan {
  readonly body: Body;
  readonly shared: readonly { readonly step: string; readonly body: Body }[];
}
