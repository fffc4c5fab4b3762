import * as codes from "../../diagnostics/codes.generated.ts";
import {
  type Diagnostic,
  type DiagnosticExtras,
  type DiagnosticSink,
  type DiagnosticText,
  diagnostic,
  type Edit,
} from "../../diagnostics/diagnostic.ts";
import { truth } from "../../parser/equality.ts";
import { argumentValue } from "../decorator.ts";
import type { Flow } from "../flow.ts";
import type { FlowParameter } from "../parameter.ts";
import { withoutArgument } from "../source-edits.ts";

// `reserved_params` in metaflow/parameters.py.
const RESERVED: ReadonlySet<string> = new Set(
  "params with tag namespace obj tags decospecs run-id-file max-num-splits max-workers max-log-size user-namespace run-id task-id runner-attribute-file".split(
    " ",
  ),
);

/** Checks parameters as Metaflow does when it makes a flow's command line (`Parameter.init` in metaflow/parameters.py). */
export function checkParameters({ parameters }: Flow, report: DiagnosticSink): void {
  const seen = new Map<string, FlowParameter>();
  for (const parameter of parameters) {
    const { name, place, variable } = parameter;
    const say: Say = (text, metaflow, extras) =>
      report(diagnostic(text, place, { ...extras, ...(metaflow ? { notes: [`Metaflow: ${metaflow}`] } : {}) }));
    const shown = name ?? variable;
    const nameless = nameFault(parameter);
    if (nameless) report(nameless);
    if (name !== null) {
      if (isReserved(name)) say(codes.parameter_name_reserved({ name }), reservedMessage(name));
      else if (!isOptionName(name))
        say(codes.parameter_name_invalid({ name }), "TypeError: Could not determine name for option");
      const key = name.toLowerCase();
      const other = seen.get(key);
      if (other)
        say(
          codes.parameter_duplicate({ name, other: other.name ?? name }),
          `Parameter *${name}* is specified twice. Note that parameter names are case-insensitive.`,
          { labels: [{ place: other.place, message: "the other one" }] },
        );
      seen.set(key, parameter);
    }
    for (const field of parameter.functions) {
      if (field === "default") continue;
      say(
        codes.parameter_field_function({ name: shown, field }),
        `Parameter *${shown}*: Field '${field}' cannot have a function as its value`,
      );
    }
    if (hasUselessSeparator(parameter))
      say(
        codes.parameter_separator_without_text({ name: shown }),
        `Parameter *${shown}*: Separator is only allowed for string parameters.`,
      );
    checkValues(parameter, shown, say);
  }
}

type Say = (text: DiagnosticText, metaflow?: string, extras?: DiagnosticExtras) => void;

function withoutRequired({ arguments: all }: FlowParameter): readonly Edit[] | null {
  const required = all.findLast(({ name }) => name === "required");
  return required && typeof required.form === "object" ? withoutArgument(all, required) : null;
}

function checkValues(parameter: FlowParameter, name: string, say: Say): void {
  const required = argumentValue(parameter, "required");
  if (parameter.kind === "include-file" && required?.kind === "string") say(codes.include_file_second_argument());
  else if (required && truth(required) && parameter.default !== null)
    say(codes.parameter_required_with_default({ name }), undefined, { edits: withoutRequired(parameter) });
  const type = argumentValue(parameter, "type");
  const text = type?.kind === "code" ? type.text : "";
  const collection = ["list", "dict", "tuple", "set"].find(
    (each) => (type === null && parameter.kind === "parameter" && parameter.default?.kind === each) || text === each,
  );
  if (collection && parameter.type === "unknown") say(codes.parameter_collection_type({ name, type: collection }));
}

/** Metaflow's own words. */
export function reservedMessage(name: string): string {
  return `Parameter name '${name}' is a reserved word. Please use a different name for your parameter.`;
}

/** Whether Metaflow keeps a name for itself, with `_` for every `-` as well. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name) || (!name.includes("-") && RESERVED.has(name.replaceAll("_", "-")));
}

/** Click makes an identifier of an option's name (`Option._parse_decls` in metaflow/_vendor/click/core.py). */
function isOptionName(name: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(name.replaceAll("-", "_").toLowerCase());
}

/** `is_string_type`: the type is `str` and the default a text. */
function hasUselessSeparator({ separator, type, default: fallback, deployTime }: FlowParameter): boolean {
  if (!separator || type === "unknown") return false;
  const isText = fallback === null || fallback.kind === "string" || (fallback.kind === "code" && !deployTime);
  return type !== "str" || !isText;
}

/** A name that is missing, or that only Python can tell. */
export function nameFault({ name, variable, place, arguments: args }: FlowParameter): Diagnostic | null {
  if (name !== null) return null;
  if (args.some((argument) => argument.name === "name" || argument.name === "**" || argument.name === null))
    return diagnostic(codes.parameter_name_unknown({ variable }), place);
  return diagnostic(codes.parameter_without_name({ variable }), place, {
    notes: ["Metaflow: TypeError: Parameter.__init__() missing 1 required positional argument: 'name'"],
  });
}
