import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { beginFile, carryRuntime, endFile } from "../metaflow/file.ts";
import { once } from "../metaflow/once.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import * as py from "../python/index.ts";
import { jobGraph } from "./job-graph.ts";
import { modules } from "./runtime.generated.ts";

/** Dagster: each Metaflow task is a step of a job, wherever Dagster's graph can hold it. */
export const dagster = defineEmitter({
  name: "dagster",
  title: "Dagster",
  options: {},
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_dagster.py`,
  emit(context) {
    const { flow, plan, metaflow } = context;
    const file = beginFile("dagster", "Dagster", carried(), context, [
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
    return endFile(file, "Dagster", [job], made);
  },
});

const carried = once(() => carryRuntime([{ name: "definitions", imports: [], names: ["defs"], body: "" }, ...modules]));
