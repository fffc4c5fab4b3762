import type { Flow } from "../../ir/flow.ts";
import type { FlowParameter } from "../../ir/parameter.ts";
import * as py from "../python/index.ts";

/** The parameters of a flow by their names on the command line; those whose name is not known are left to Metaflow. */
export function parameterTable(flow: Flow, identifiers: ReadonlyMap<string, string>): py.Expression {
  const entries = flow.parameters.flatMap((parameter) => {
    const { name } = parameter;
    return name === null ? [] : [[py.string(name), parameterEntry(parameter, identifiers.get(name) ?? name)] as const];
  });
  return py.dict(entries, { explode: entries.length > 0 });
}

function parameterEntry(
  { name, type, default: fallback, help, required, separator }: FlowParameter,
  identifier: string,
): py.Expression {
  const entries: [py.Expression, py.Expression][] = [[py.string("type"), py.string(type === "unknown" ? "str" : type)]];
  if (fallback !== null && py.isStatic(fallback)) entries.push([py.string("default"), py.value(fallback)]);
  if (help !== null) entries.push([py.string("help"), py.string(help)]);
  if (required) entries.push([py.string("required"), py.bool(true)]);
  if (separator !== null) entries.push([py.string("separator"), py.string(separator)]);
  if (identifier !== name) entries.push([py.string("argument"), py.string(identifier)]);
  return py.dict(entries);
}
