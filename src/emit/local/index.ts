import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { carriedRuntime } from "../metaflow/carried-runtime.ts";
import { beginFile, companionsOf, endFile } from "../metaflow/file.ts";
import { flowProgram } from "../metaflow/flow-program.ts";
import { RUNTIME_OPTIONS } from "../metaflow/runtime-options.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import { modules, standIns } from "./runtime.generated.ts";

/** Plain asyncio: the flow runs on this machine, with nothing but Metaflow and Python. */
export const local = defineEmitter({
  name: "local",
  title: "plain asyncio",
  options: RUNTIME_OPTIONS,
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_local.py`,
  emit(context) {
    const { flow, plan } = context;
    const file = beginFile(runtime, context);
    const entry = file.names.fresh("flow");
    printSettings(file, "local", context);
    file.section("the flow");
    if (plan) for (const statement of flowProgram(flow, plan, file.names, entry)) file.add(statement);
    printTables(file, context);
    return endFile(file, runtime, context, [entry]);
  },
  companions: (context) => companionsOf(runtime, context),
});

const runtime = carriedRuntime({
  engine: "local",
  title: "plain asyncio",
  modules,
  standIns,
});
