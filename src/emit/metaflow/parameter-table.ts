import type { Flow } from "../../ir/flow.ts";
import type { FlowParameter } from "../../ir/parameter.ts";
import * as py from "../python/index.ts";

/** The parameters of a flow by their names on the command line; those whose name is not known are left to Metaflow. */
export function parameterTable(flow: Flow): py.Expression {
  const entries = flow.parameters.flatMap((parameter) => {
    return parameter.name === null ? [] : [[py.string(parameter.name), parameterEntry(parameter)] as const];
  });
  return py.dict(entries, { explode: entries.length > 0 });
}

function parameterEntry({ type, default: fallback, help, required, separator }: FlowParameter): py.Expression {
  const entries: [py.Expression, py.Expression][] = [[py.string("type"), py.string(type === "unknown" ? "str" : type)]];
  if (fallback !== null && py.isStatic(fallback)) entries.push([py.string("default"), py.value(fallback)]);
  if (help !== null) entries.push([py.string("help"), py.string(help)]);
  if (required) entries.push([py.string("required"), py.bool(true)]);
  if (separator !== null) entries.push([py.string("separator"), py.string(separator)]);
  return py.dict(entries);
}
