import { type CompileOptions, type CompileResult, compileWith } from "./compile.ts";
import { dagster } from "./emit/dagster/index.ts";
import type { Emitter } from "./emit/emitter.ts";
import { dot } from "./emit/graph/dot.ts";
import { json } from "./emit/graph/json.ts";
import { mermaid } from "./emit/graph/mermaid.ts";
import { local } from "./emit/local/index.ts";
import { prefect } from "./emit/prefect/index.ts";
import { temporal } from "./emit/temporal/index.ts";

/** All targets, by name. */
export const targets = {
  local,
  prefect,
  dagster,
  temporal,
  json,
  mermaid,
  dot,
} as const satisfies Record<string, Emitter>;

/**
 * Compiles the Python source of a Metaflow flow. Synchronous and pure; never throws for a user's fault: what is wrong is
 * in `diagnostics`, and `files` is then empty.
 */
export function compile(source: string, options: CompileOptions): CompileResult {
  return compileWith(targets, source, options);
}

// `compile` above stands before the one of the core.
export * from "./core.ts";
