import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { carriedRuntime } from "../metaflow/carried-runtime.ts";
import { beginFile, companionsOf, endFile } from "../metaflow/file.ts";
import { RUNTIME_OPTIONS } from "../metaflow/runtime-options.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import * as py from "../python/index.ts";
import { jobGraph } from "./job-graph.ts";
import { modules, standIns } from "./runtime.generated.ts";

/** Dagster: each Metaflow task is a step of a job, wherever Dagster's graph can hold it. */
export const dagster = defineEmitter({
  name: "dagster",
  title: "Dagster",
  options: RUNTIME_OPTIONS,
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_dagster.py`,
  emit(context) {
    const { flow, plan, metaflow } = context;
    const file = beginFile(runtime, context, [
      ["deploy", "add it to the workspace of a Dagster webserver"],
      ["trigger", "start a run there, and return at once"],
    ]);
    const job = file.names.fresh(flow.name);
    const graph = file.names.fresh(py.snakeCase(flow.name));
    printSettings(file, "dagster", context);
    file.section("the flow");
    if (plan) for (const statement of jobGraph(flow, plan, file.names, graph)) file.add(statement);
    printTables(file, context, new Map(), { docs: true });
    const title = (metaflow.name ?? flow.name).replace(/\W/g, "_");
    const made = [
      py.assign(job, py.call("job_of", [py.call("graph_of", [graph, py.string(title)])])),
      py.assign("defs", py.call("dg.Definitions", [py.keyword("jobs", py.list([job]))])),
    ];
    return endFile(file, runtime, context, [job], made);
  },
  companions: (context) => companionsOf(runtime, context),
});

const runtime = carriedRuntime({
  engine: "dagster",
  title: "Dagster",
  modules,
  standIns,
  names: ["defs"],
});
