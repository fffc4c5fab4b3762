import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Flow } from "../flow.ts";

// `reserved_params` in metaflow/parameters.py.
const RESERVED: ReadonlySet<string> = new Set(
  "params with tag namespace obj tags decospecs run-id-file max-num-splits max-workers max-log-size user-namespace run-id task-id runner-attribute-file".split(
    " ",
  ),
);

/** Checks names and defaults of parameters as Metaflow does when the flow's command line is made (metaflow/parameters.py). */
export function checkParameters({ parameters, configs }: Flow, report: DiagnosticSink): void {
  const seen = new Map<string, string>();
  for (const { name, place, variable, separator, type, default: fallback, required, arguments: args } of parameters) {
    if (name === null) {
      report(diagnostic(codes.parameter_name_unknown({ variable }), place));
      continue;
    }
    if (RESERVED.has(name) || RESERVED.has(name.replaceAll("_", "-")))
      report(diagnostic(codes.parameter_name_reserved({ name }), place));
    const key = name.toLowerCase();
    if (seen.has(key)) report(diagnostic(codes.parameter_duplicate({ name, other: seen.get(key) ?? name }), place));
    seen.set(key, name);
    if (separator !== null && type !== "str" && type !== "unknown")
      report(diagnostic(codes.parameter_separator_without_text({ name }), place));
    const isRequired = args.some(
      (argument) => argument.name === "required" && argument.value.kind === "bool" && argument.value.value,
    );
    if (isRequired && !required && fallback !== null)
      report(diagnostic(codes.parameter_required_with_default({ name }), place));
  }
  for (const { name, variable, place, arguments: args } of configs) {
    if (name === null) report(diagnostic(codes.parameter_name_unknown({ variable }), place));
    const given = args.filter(
      (argument) =>
        (argument.name === "default" || argument.name === "default_value") && argument.value.kind !== "none",
    );
    if (given.length > 1) report(diagnostic(codes.config_with_two_defaults({ name: name ?? variable }), place));
  }
}
