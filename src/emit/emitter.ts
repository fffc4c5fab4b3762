import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Flow } from "../ir/flow.ts";
import type { Plan } from "../ir/regions/region.ts";
import type { MetaflowOptions, OptionTable, OptionValues } from "../options.ts";

/** A file that a target has made. */
export interface EmittedFile {
  /** Name of the file; it has no folder. */
  readonly path: string;
  readonly contents: string;
}

/** What becomes of a decorator on a target. */
export type Treatment =
  /** The engine does what it says. */
  | "mapped"
  /** Metaflow does it, in the processes of the steps. */
  | "forwarded"
  /** Decided when a run starts, by asking the loaded flow. */
  | "deferred"
  /** Not carried over: the user is told. */
  | "unsupported";

/** What a target does with what it is given. Declared once; the compiler words the limits. */
export interface Capabilities {
  /** False for a target that only describes the flow, and so takes flows with faults too. */
  readonly runs: boolean;
  /** How decorators are treated; those that are not listed get `other`. */
  readonly decorators: Readonly<Record<string, Treatment>>;
  readonly other: Treatment;
}

/** What is known of the source that is compiled. */
export interface EmitSource {
  /** The name under which the source was given. */
  readonly file: string;
  /** SHA-256 of the source's UTF-8 bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** Path from the folder of the generated file to the flow file. */
  readonly path: string;
}

/** Everything that an emitter may look at. */
export interface EmitContext<Options extends OptionTable = OptionTable> {
  readonly flow: Flow;
  /** How the flow's steps nest; `null` only for a target that does not run flows, when the graph has faults. */
  readonly plan: Plan | null;
  readonly source: EmitSource;
  /** Version of this package. */
  readonly version: string;
  readonly metaflow: MetaflowOptions;
  readonly options: OptionValues<Options>;
  readonly report: DiagnosticSink;
}

/** A target: a value, so that one of a third party is passed to `compile` like one of ours. */
export interface Emitter<Name extends string = string, Options extends OptionTable = OptionTable> {
  readonly name: Name;
  /** What people call it. */
  readonly title: string;
  /** Options of the target's own, beside Metaflow's. */
  readonly options: Options;
  readonly capabilities: Capabilities;
  /** The name of the file, from the flow file's name without its ending. */
  fileName(stem: string, flow: Flow): string;
  /** Prints the flow. Pure; it must not throw for any flow that it is given. */
  emit(context: EmitContext<Options>): string;
  /** Files that the generated one needs beside it. */
  companions?(context: EmitContext<Options>): readonly EmittedFile[];
}

/** Declares a target. */
export function defineEmitter<const Name extends string, const Options extends OptionTable>(
  emitter: Emitter<Name, Options>,
): Emitter<Name, Options> {
  return emitter;
}
