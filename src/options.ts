import * as codes from "./diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "./diagnostics/diagnostic.ts";

/** One option of `compile`: the single source of its type, its flag on the command line, its check and its documentation. */
export interface OptionSpec {
  /** `texts` may be given several times; `pairs` take two words (`--config NAME FILE`) and may be given several times. */
  readonly type: "text" | "number" | "flag" | "texts" | "pairs";
  /** Name on the command line, without dashes. */
  readonly flag: string;
  /** What stands for the value in help texts; two words for `pairs`. */
  readonly placeholder: string;
  readonly help: string;
  /** For numbers. */
  readonly minimum?: number;
  /** For texts: the only values that it takes. */
  readonly choices?: readonly string[];
  /** Taken and without effect in a generated file: Metaflow's own front end alone uses it. */
  readonly isIgnored?: boolean;
}

/** Options by the name that they have in `compile(source, options)`. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = Spec["type"] extends "text"
  ? string
  : Spec["type"] extends "number"
    ? number
    : Spec["type"] extends "flag"
      ? boolean
      : Spec["type"] extends "texts"
        ? readonly string[]
        : readonly (readonly [string, string])[];

/** The values of a table's options, as given. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: ValueOf<Table[Name]> | undefined;
};

/** Metaflow's own options, with Metaflow's spelling; what is given is baked into the generated file as its default. */
export const METAFLOW_OPTIONS = {
  with: {
    type: "texts",
    flag: "with",
    placeholder: "SPEC",
    help: "Add a decorator to all steps, such as `retry:times=2`.",
  },
  branch: { type: "text", flag: "branch", placeholder: "NAME", help: "The branch of `@project`." },
  production: {
    type: "flag",
    flag: "production",
    placeholder: "",
    help: "Run in the production branch of `@project`.",
  },
  config: { type: "pairs", flag: "config", placeholder: "NAME FILE", help: "The file of a `Config`." },
  configValue: { type: "pairs", flag: "config-value", placeholder: "NAME JSON", help: "The value of a `Config`." },
  environment: {
    type: "text",
    flag: "environment",
    placeholder: "TYPE",
    help: "Metaflow's environment: local, conda, pypi or uv.",
  },
  datastore: {
    type: "text",
    flag: "datastore",
    placeholder: "TYPE",
    help: "Metaflow's datastore: local, s3, azure or gs.",
  },
  datastoreRoot: { type: "text", flag: "datastore-root", placeholder: "PATH", help: "The root of the datastore." },
  metadata: {
    type: "text",
    flag: "metadata",
    placeholder: "TYPE",
    help: "Metaflow's metadata provider: local or service.",
  },
  namespace: {
    type: "text",
    flag: "namespace",
    placeholder: "NAME",
    help: "The namespace that steps read other runs in.",
  },
  tag: { type: "texts", flag: "tag", placeholder: "TAG", help: "Tag the run." },
  trigger: {
    type: "texts",
    flag: "trigger",
    placeholder: "FLOW/RUN",
    help: "The run that triggered this one, for `current.trigger`.",
  },
  maxWorkers: {
    type: "number",
    flag: "max-workers",
    placeholder: "N",
    minimum: 1,
    help: "How many step processes run at once (16).",
  },
  maxNumSplits: {
    type: "number",
    flag: "max-num-splits",
    placeholder: "N",
    minimum: 1,
    help: "How many items a foreach may have (100).",
  },
  workflowTimeout: {
    type: "number",
    flag: "workflow-timeout",
    placeholder: "SECONDS",
    minimum: 1,
    help: "How long a run may take.",
  },
  name: {
    type: "text",
    flag: "name",
    placeholder: "NAME",
    help: "What the engine calls the flow, instead of its class name.",
  },
  packageSuffixes: {
    type: "text",
    flag: "package-suffixes",
    placeholder: "LIST",
    help: "Taken, and not used.",
    isIgnored: true,
  },
  eventLogger: {
    type: "text",
    flag: "event-logger",
    placeholder: "TYPE",
    help: "Taken, and not used.",
    isIgnored: true,
  },
  monitor: { type: "text", flag: "monitor", placeholder: "TYPE", help: "Taken, and not used.", isIgnored: true },
} as const satisfies OptionTable;

/** Values of Metaflow's own options. */
export type MetaflowOptions = OptionValues<typeof METAFLOW_OPTIONS>;

/** Reports options that no table has, and values of the wrong type. */
export function checkOptions(
  tables: readonly OptionTable[],
  values: Readonly<Record<string, unknown>>,
  report: DiagnosticSink,
): void {
  for (const [name, value] of Object.entries(values)) {
    const spec = tables.findLast((each) => Object.hasOwn(each, name))?.[name];
    if (value === undefined) continue;
    if (!spec) {
      const options = [...new Set(tables.flatMap(Object.keys))].join(", ");
      report(diagnostic(codes.option_unknown({ option: name, options }), null));
      continue;
    }
    const reason = faultOf(spec, value);
    if (reason !== null) {
      const help = `\`--${spec.flag}${spec.placeholder === "" ? "" : ` ${spec.placeholder}`}\`: ${spec.help}`;
      report(diagnostic(codes.option_invalid({ option: name, reason, help }), null));
    }
  }
}

function faultOf({ type, minimum, choices }: OptionSpec, value: unknown): string | null {
  const isText = (each: unknown): boolean => typeof each === "string";
  switch (type) {
    case "text":
      if (typeof value !== "string") return "it must be a string";
      return choices?.includes(value) === false ? `it is one of ${choices.join(", ")}` : null;
    case "flag":
      return typeof value === "boolean" ? null : "it must be true or false";
    case "number":
      if (typeof value !== "number" || !Number.isInteger(value)) return "it must be a whole number";
      return value < (minimum ?? 0) ? `it must be at least ${minimum ?? 0}` : null;
    case "texts":
      return Array.isArray(value) && value.every(isText) ? null : "it must be a list of strings";
    case "pairs": {
      const isPair = (each: unknown): boolean => Array.isArray(each) && each.length === 2 && each.every(isText);
      return Array.isArray(value) && value.every(isPair) ? null : "it must be a list of pairs of strings";
    }
  }
}
