import * as codes from "../../diagnostics/codes.generated.ts";
import { type DiagnosticSink, diagnostic } from "../../diagnostics/diagnostic.ts";
import { truth } from "../../parser/equality.ts";
import { argumentValue } from "../decorator.ts";
import type { Flow } from "../flow.ts";
import { isReserved, nameFault, reservedMessage } from "./parameters.ts";

/** Checks configs as Metaflow does while the class is made and when a command starts (metaflow/user_configs). */
export function checkConfigs({ configs }: Flow, report: DiagnosticSink): void {
  for (const config of configs) {
    const { variable, place } = config;
    const name = config.name ?? variable;
    const nameless = nameFault(config);
    if (nameless) report(nameless);
    if (isReserved(name))
      report(
        diagnostic(codes.parameter_name_reserved({ name }), place, { notes: [`Metaflow: ${reservedMessage(name)}`] }),
      );
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
    if (value?.kind === "string" && !isText && !isJsonObject(value.value))
      report(diagnostic(codes.config_value_not_json({ name }), place));
  }
}

/** What Python's `json.loads` takes, its constants included, and has keys; `null` is no config at all. */
function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/-?\b(NaN|Infinity)\b/g, "0"));
    return typeof value === "object" && !Array.isArray(value);
  } catch {
    return false;
  }
}
