import { sourceHash } from "../../source-hash.ts";
import { defineEmitter } from "../emitter.ts";
import { RUNTIME_CAPABILITIES } from "../metaflow/capabilities.ts";
import { carriedRuntime } from "../metaflow/carried-runtime.ts";
import { beginFile, companionsOf, endFile } from "../metaflow/file.ts";
import { flowProgram } from "../metaflow/flow-program.ts";
import { RUNTIME_OPTIONS } from "../metaflow/runtime-options.ts";
import { printSettings, printTables } from "../metaflow/settings.ts";
import * as py from "../python/index.ts";
import { modules, standIns } from "./runtime.generated.ts";

/** What the runtime calls the flow, the hash of its program, and its type to Temporal. */
const FLOW = "flow";
const PROGRAM = "PROGRAM";
const WORKFLOW = "WORKFLOW";
/** Temporal's sandbox, in which the file is imported for each workflow, refuses `Path.resolve`. */
const HERE = py.verbatim("Path(os.path.realpath(__file__)).parent");
/** Digits of the hash that tells one program of steps from another. */
const DIGITS = 12;

/** Temporal: a run is a workflow, each Metaflow task an activity. */
export const temporal = defineEmitter({
  name: "temporal",
  title: "Temporal",
  options: RUNTIME_OPTIONS,
  capabilities: RUNTIME_CAPABILITIES,
  fileName: (stem) => `${stem}_temporal.py`,
  emit(context) {
    const { flow, plan, metaflow } = context;
    const file = beginFile(runtime, context, [
      ["worker", "execute triggered runs, until stopped"],
      ["trigger", "start a run on the workers, and return at once"],
    ]);
    const program = plan ? flowProgram(flow, plan, file.names, FLOW) : [];
    printSettings(file, "temporal", context, HERE);
    file.add(
      py.assign(WORKFLOW, py.string(metaflow.name ?? flow.name)),
      py.assign(PROGRAM, py.string(programHash(program))),
    );
    file.section("the flow");
    for (const statement of program) file.add(statement);
    printTables(file, context);
    return endFile(file, runtime, context, []);
  },
  companions: (context) => companionsOf(runtime, context),
});

const runtime = carriedRuntime({
  engine: "temporal",
  title: "Temporal",
  modules,
  standIns,
  names: [FLOW, PROGRAM, WORKFLOW],
});

/** By which runs that are under way are kept apart from those of a flow whose steps are others. */
function programHash(program: readonly py.Statement[]): string {
  const file = py.pythonModule();
  file.add(...program);
  return sourceHash(file.print()).slice(0, DIGITS);
}
