import type { Decorator } from "../../ir/decorator.ts";
import type { Flow, Step } from "../../ir/flow.ts";
import type { FlowParameter } from "../../ir/parameter.ts";
import type { Value } from "../../ir/value.ts";
import { defineEmitter } from "../emitter.ts";
import { DESCRIBES } from "./capabilities.ts";

/** The graph as JSON, with the names that Metaflow's own `DAGNode` uses. */
export const json = defineEmitter({
  name: "json",
  title: "JSON",
  options: {},
  capabilities: DESCRIBES,
  fileName: (stem) => `${stem}.json`,
  emit: ({ flow }) => `${JSON.stringify(flowJson(flow), null, 1)}\n`,
});

/** A flow as plain data: nodes with the fields of Metaflow's `DAGNode`, parameters, decorators. */
export function flowJson(flow: Flow) {
  return {
    flow: flow.name,
    doc: flow.doc,
    start_step: flow.start,
    end_step: flow.end,
    steps_order: [...flow.steps.keys()],
    sorted_nodes: flow.order,
    nodes: Object.fromEntries([...flow.steps.values()].map((step) => [step.name, stepJson(step)])),
    parameters: [...flow.parameters, ...flow.configs].map(parameterJson),
    flow_decorators: flow.decorators.map(decoratorJson),
    flow_mutators: flow.mutators.map(decoratorJson),
  };
}

function stepJson(step: Step) {
  return {
    name: step.name,
    type: step.type,
    func_lineno: step.line,
    source_file: step.file.split(/[\\/]/).at(-1) ?? step.file,
    tail_next_lineno: step.tailLine,
    num_args: step.argumentCount,
    has_tail_next: step.hasTailNext,
    // `invalid_tail_next` of a step without `self.next` stays false in Metaflow.
    invalid_tail_next: step.invalidTailNext,
    is_start_step: step.startAnnotated,
    is_end_step: step.endAnnotated,
    out_funcs: step.next,
    in_funcs: step.previous,
    split_parents: step.splitParents,
    split_branches: step.splitBranches,
    matching_join: step.matchingJoin,
    is_inside_foreach: step.isInsideForeach,
    switch_cases: step.cases.map(({ key, step: target }) => ({
      key: valueJson(key),
      key_type: pythonType(key),
      step: target,
    })),
    condition: step.condition,
    foreach_param: step.foreach && valueJson(step.foreach),
    num_parallel: step.isParallelForeach ? step.numParallel && valueJson(step.numParallel) : 0,
    parallel_foreach: step.isParallelForeach,
    parallel_step: step.isParallel,
    doc: step.doc,
    decorators: step.decorators.map(decoratorJson),
    wrappers: step.wrappers.map(decoratorJson),
    config_decorators: step.mutators.map(decoratorJson),
  };
}

function decoratorJson({ name, arguments: args }: Decorator) {
  return {
    name,
    attributes: Object.fromEntries(
      args.map((argument, index) => [argument.name ?? String(index), valueJson(argument.value)]),
    ),
  };
}

function parameterJson(parameter: FlowParameter) {
  const { variable, name, kind, type, required, help, separator, deployTime } = parameter;
  const fallback = parameter.default && valueJson(parameter.default);
  return { var: variable, name, kind, type, required, help, separator, deploy_time: deployTime, default: fallback };
}

/** A value as JSON; what JSON has no word for is an object with one key that begins with two underscores. */
function valueJson(value: Value): unknown {
  switch (value.kind) {
    case "string":
    case "bool":
      return value.value;
    case "int":
      return value.value >= Number.MIN_SAFE_INTEGER && value.value <= Number.MAX_SAFE_INTEGER
        ? Number(value.value)
        : { __int__: String(value.value) };
    case "float":
      return Number.isFinite(value.value) ? value.value : { __float__: String(value.value) };
    case "none":
      return null;
    case "ellipsis":
      return { __repr__: "builtins.ellipsis" };
    case "bytes":
      return { __bytes__: [...value.value] };
    case "list":
      return value.items.map(valueJson);
    case "tuple":
    case "set":
      return { [`__${value.kind}__`]: value.items.map(valueJson) };
    case "dict":
      return Object.fromEntries(
        value.entries.map((entry) => [
          entry.key.kind === "string" ? entry.key.value : JSON.stringify(valueJson(entry.key)),
          valueJson(entry.value),
        ]),
      );
    case "code":
      return { __code__: value.text };
  }
}

function pythonType(value: Value): string {
  return value.kind === "string" ? "str" : value.kind;
}
