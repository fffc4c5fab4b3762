// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.
import { attempts, commandLine, direct, display, garbage, options, session, stepClient, stepServer, tables, tasks } from "../runtime/runtime.generated.ts";
import type { RuntimeModule } from "../runtime/runtime-module.ts";

export const runtime: RuntimeModule = {
	"name": "runtime",
	"imports": [
		{
			"module": "asyncio"
		},
		{
			"module": "sys"
		}
	],
	"names": [
		"main"
	],
	"body": "def main(flow: Flow) -> int:\n    given = CommandLine().parse(sys.argv[1:])\n    if given.word == \"status\":\n        try:\n            return tell_status(given, asyncio.run(recorded_status(given)))\n        except RunFailed as failure:\n            report(failure)\n            return 1\n    return run_here(flow, given)\n"
};

/** In the order in which a generated file carries them. */
export const modules: readonly RuntimeModule[] = [tables, tasks, options, stepClient, session, attempts, garbage, commandLine, display, direct, stepServer, runtime];

/** Stands for what each file sets. */
export const standIns =
  "ENGINE: str = \"local\"\nFLOW_NAME: str = \"Flow\"\nFLOW_FILE: Path = Path(os.environ.get(\"METAFLOW_FLOW_FILE\", \"flow.py\"))\nFLOW_SHA256: str = \"\"\nREGENERATE: str = \"metaflow-transpile compile flow.py --target local\"\nMETAFLOW_OPTIONS: list[str] = []\nTAGS: list[str] = []\nNAMESPACE: str | None = None\nMAX_WORKERS: int = 16\nMAX_NUM_SPLITS: int = 100\nWORKFLOW_TIMEOUT: int | None = None\nSTEPS: dict[str, StepSettings] = {}\nPARAMETERS: dict[str, ParameterSettings] = {}\nCONFIGS: list[str] = []";
