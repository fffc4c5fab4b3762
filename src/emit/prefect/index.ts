import type { Flow } from "../../ir/flow.ts";
import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { carriedRuntime } from "../metaflow/carried-runtime.ts";
import { beginFile, companionsOf, endFile } from "../metaflow/file.ts";
import { flowProgram } from "../metaflow/flow-program.ts";
import { RUNTIME_OPTIONS } from "../metaflow/runtime-options.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import * as py from "../python/index.ts";
import { modules, standIns } from "./runtime.generated.ts";
import { type Argument, argumentsOf } from "./signature.ts";

/** Prefect 3: each Metaflow task is a task run of one flow run. */
export const prefect = defineEmitter({
  name: "prefect",
  title: "Prefect",
  options: RUNTIME_OPTIONS,
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_prefect.py`,
  emit(context) {
    const { flow, plan, metaflow } = context;
    const file = beginFile(runtime, context, [
      ["deploy", "register a deployment, for workers to run"],
      ["serve", "execute triggered runs on this machine, until stopped"],
      ["trigger", "start a run of a deployment, and return at once"],
    ]);
    const steps = file.names.fresh("steps");
    const entry = file.names.fresh(py.snakeCase(flow.name));
    const locals = py.createScope();
    for (const taken of [steps, "run_on_prefect", "resume_from", "return_state", "wait_for"]) locals.reserve(taken);
    const args = argumentsOf(flow, locals);
    printSettings(file, "prefect", context);
    file.section("the flow");
    if (args.some(({ annotation }) => annotation.startsWith("Json"))) {
      file.add(
        py.assign("Json", py.verbatim("dict[str, Any] | list[Any] | str | int | float | bool | None"), {
          annotation: "TypeAlias",
        }),
      );
    }
    const constants = args.filter(({ isMutable }) => isMutable);
    const fallbacks = new Map(
      constants.map((each) => [each, file.names.fresh(`DEFAULT_${each.identifier.toUpperCase()}`)]),
    );
    if (constants.length > 0) {
      file.add(
        ...constants.map((each) =>
          py.assign(fallbacks.get(each) ?? "", each.fallback ?? py.none, { annotation: "Json" }),
        ),
      );
    }
    file.add(entryFunction(flow, entry, steps, metaflow.name ?? flow.name, args, fallbacks));
    if (plan) for (const statement of flowProgram({ ...flow, doc: "" }, plan, file.names, steps)) file.add(statement);
    printTables(file, context, new Map(args.map(({ name, identifier }) => [name, identifier])));
    return endFile(file, runtime, context, [entry, steps]);
  },
  companions: (context) => companionsOf(runtime, context),
});

const runtime = carriedRuntime({
  engine: "prefect",
  title: "Prefect",
  modules,
  standIns,
  imports: [
    { module: "prefect", name: "flow" },
    { module: "typing", name: "Any" },
    { module: "typing", name: "TypeAlias" },
  ],
});

function entryFunction(
  flow: Flow,
  entry: string,
  steps: string,
  title: string,
  args: readonly Argument[],
  fallbacks: ReadonlyMap<Argument, string>,
): py.Statement {
  const parameters = [
    ...args.map((each) =>
      py.parameter(each.identifier, each.annotation, fallbacks.get(each) ?? each.fallback ?? undefined),
    ),
    py.parameter("resume_from", "str | None", py.none),
  ];
  const values = py.dict(args.map(({ name, identifier }) => [py.string(name), identifier] as const));
  const decorator = py.call("flow", [
    py.keyword("name", py.string(title)),
    py.keyword("validate_parameters", py.bool(false)),
  ]);
  const call = py.call("run_on_prefect", [steps, values, "resume_from"]);
  return py.asyncDef(entry, parameters, "State[Any]", [py.docstring(docOf(flow, args)), py.return(py.await(call))], {
    decorators: [decorator],
  });
}

/** Prefect shows the text in its UI, and the help beside each parameter. */
function docOf(flow: Flow, args: readonly Argument[]): string {
  const name = flow.file.split(/[\\/]/).at(-1) ?? flow.file;
  const text = flow.doc.trim() === "" ? `${flow.name} of ${name}.` : flow.doc;
  const helps = args.flatMap(({ identifier, help }) =>
    help === null ? [] : [`    ${identifier}: ${help.replace(/\s+/g, " ").trim()}`],
  );
  return [text.trimEnd(), "", "Args:", ...helps, "    resume_from: id of a Metaflow run to finish"].join("\n");
}
