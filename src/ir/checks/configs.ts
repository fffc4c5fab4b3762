import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import { truth } from "../../parser/equality.ts";
import { argumentValue } from "../decorator.ts";
import type { Flow } from "../flow.ts";
import { nameFault } from "./parameters.ts";

/** Checks configs as Metaflow does while the class is made and when a command starts (metaflow/user_configs). */
export function checkConfigs({ configs }: Flow, report: DiagnosticSink): void {
  for (const config of configs) {
    const { variable, place } = config;
    const name = config.name ?? variable;
    const nameless = nameFault(config);
    if (nameless) report(nameless);
    const [path, value] = [argumentValue(config, "default"), argumentValue(config, "default_value")];
    const isGiven = (each: typeof path): boolean => each !== null && each.kind !== "none";
    if (isGiven(path) && isGiven(value))
      report(
        diagnostic(codes.config_with_two_defaults({ name }), place, {
          notes: [`Metaflow: For config '${name}', you can only specify default or default_value, not both`],
        }),
      );
    const [parser, plain] = [argumentValue(config, "parser"), argumentValue(config, "plain")];
    const isText = (parser && parser.kind !== "none") || (plain && truth(plain) !== false);
    if (value?.kind === "string" && !isText && !isJson(value.value))
      report(
        diagnostic(codes.config_value_not_json({ name }), place, {
          notes: [`Metaflow: configuration value for '${name}' is not valid JSON`],
        }),
      );
  }
}

/** What Python's `json.loads` takes; the constants that only Python knows are let through. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/-?\b(NaN|Infinity)\b/g, "0"));
    return true;
  } catch {
    return false;
  }
}
