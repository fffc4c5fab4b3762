import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { beginFile, carryRuntime, endFile } from "../metaflow/file.ts";
import { flowProgram } from "../metaflow/flow-program.ts";
import { once } from "../metaflow/once.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import { modules } from "./runtime.generated.ts";

/** Plain asyncio: the flow runs on this machine, with nothing but Metaflow and Python. */
export const local = defineEmitter({
  name: "local",
  title: "plain asyncio",
  options: {},
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_local.py`,
  emit(context) {
    const { flow, plan } = context;
    const file = beginFile("local", "plain asyncio", carried(), context);
    const entry = file.names.fresh("flow");
    printSettings(file, "local", context);
    file.section("the flow");
    if (plan) for (const statement of flowProgram(flow, plan, file.names, entry)) file.add(statement);
    printTables(file, context);
    return endFile(file, "plain asyncio", [entry]);
  },
});

const carried = once(() => carryRuntime(modules));
