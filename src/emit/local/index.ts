import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { beginFile, endFile } from "../metaflow/file.ts";
import { flowProgram } from "../metaflow/flow-program.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import { modules } from "../runtime/runtime.generated.ts";
import { runtime } from "./runtime.generated.ts";

/** Plain asyncio: the flow runs on this machine, with nothing but Metaflow and Python. */
export const local = defineEmitter({
  name: "local",
  title: "plain asyncio",
  options: {},
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_local.py`,
  emit(context) {
    const { flow, plan, source } = context;
    const name = source.file.split(/[\\/]/).at(-1)?.replace(/\.py$/, "") ?? "flow";
    const usage = [
      `python ${name}_local.py run               run it here and now`,
      `python ${name}_local.py resume RUN_ID     finish a failed run; what succeeded is not run again`,
      `python ${name}_local.py status RUN_ID     say how a run stands`,
    ];
    const carried = [...modules, runtime];
    const file = beginFile("local", "plain asyncio", usage, carried, context);
    printSettings(file, "local", context);
    file.section("the flow");
    if (plan) for (const statement of flowProgram(flow, plan, file.names, "flow")) file.add(statement);
    printTables(file, context);
    return endFile(file, "plain asyncio", carried, ["flow"]);
  },
});
