import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import type { PyModule } from "../../parser/ast.ts";
import type { ClassObject, Namespace, SourceModule } from "../objects.ts";

/**
 * Gives the text of a module that a flow file imports (`name` with its leading dots), and its file where that matters
 * for its own imports; nothing where there is no such file.
 */
export type ReadModule = (name: string, fromFile: string) => string | { file: string; text: string } | null | undefined;

/** One analysis in progress: what it may ask for, and what it has met so far. */
export interface Interpreter {
  readonly report: DiagnosticSink;
  readonly parse: (text: string, file: string) => PyModule;
  readonly readModule: ReadModule | undefined;
  /** Modules by file; `null` while a module is being executed, so that circular imports end. */
  readonly modules: Map<string, Namespace | null>;
  /** Every module that was read, by file. */
  readonly sources: Map<string, SourceModule>;
  /** Where Python stops with an exception before there is a flow. */
  stops: boolean;
  /** Classes in the order in which their statements ran. */
  readonly classes: ClassObject[];
  /** Flow classes that were called, in order: Metaflow runs the first. */
  readonly started: { readonly flow: ClassObject; readonly isCertain: boolean }[];
  /** Calls of the file's own functions that are being followed. */
  readonly calls: {
    depth: number;
    budget: number;
    /** Set where a condition or a loop was met that only Python can decide. */
    guessed: boolean;
    /** How many conditions and loops are open of which only Python knows whether they run. */
    doubts: number;
    /** So many more statements are executed in loops. */
    work: number;
  };
}
