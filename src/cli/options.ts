import type { OptionSpec, OptionTable, OptionValues } from "../options.ts";

/** An option of the command line. */
export interface CliOption extends OptionSpec {
  /** One letter, for `-o`. */
  readonly short?: string;
}

/** Options of a word, by the name under which the program reads them. */
export type CliTable = Readonly<Record<string, CliOption>>;

/** Options that every word takes. */
export const COMMON_OPTIONS = {
  diagnostics: {
    type: "text",
    flag: "diagnostics",
    placeholder: "FORMAT",
    choices: ["pretty", "json", "github", "sarif"],
    help: "How diagnostics are shown (pretty).",
  },
  level: {
    type: "texts",
    flag: "level",
    placeholder: "CODE=LEVEL",
    help: "Take a diagnostic for an error, warning or info, or turn it off; may be given several times.",
  },
  color: {
    type: "text",
    flag: "color",
    placeholder: "WHEN",
    choices: ["auto", "always", "never"],
    help: "Colours (auto: on a terminal, unless NO_COLOR is set).",
  },
  quiet: { type: "flag", flag: "quiet", placeholder: "", help: "Show errors only." },
  help: { type: "flag", flag: "help", short: "h", placeholder: "", help: "Show this text." },
} as const satisfies CliTable;

/** The values of `COMMON_OPTIONS`. */
export type CommonValues = OptionValues<typeof COMMON_OPTIONS>;

/** Words that write files. */
export const FORCE_OPTION = {
  force: {
    type: "flag",
    flag: "force",
    short: "f",
    placeholder: "",
    help: "Overwrite a file that metaflow-transpile did not make.",
  },
} as const satisfies CliTable;

/** `--flow` is for all words that read a flow. */
export const FLOW_OPTION = {
  flow: {
    type: "text",
    flag: "flow",
    placeholder: "NAME",
    help: "The flow class, where the file has several.",
  },
} as const satisfies CliTable;

/** `--target` with the names of all targets. */
export function targetOption(targets: readonly string[], help: string) {
  const target = { type: "text", flag: "target", short: "t", placeholder: "TARGET", choices: targets, help } as const;
  return { target } satisfies CliTable;
}

/** The options that targets have of their own; targets that share a name mean the same by it. */
export function optionsOfTargets(targets: Readonly<Record<string, { readonly options: OptionTable }>>): CliTable {
  return Object.assign({}, ...Object.values(targets).map(({ options }) => options));
}
