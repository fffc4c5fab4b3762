import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The Python with Metaflow and the engines: the one of `PYTHON`, else of the virtual environment that `npm test` makes. */
export function pythonPath(): string {
  const given = process.env.PYTHON;
  if (given) return given;
  const own = join(ROOT, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(own)) throw new Error(`${own} is missing: run "npm test", or set PYTHON to a Python with Metaflow`);
  return own;
}

/** The environment of Python processes in tests: no settings of whoever runs them, a user name for Metaflow. */
export function pythonEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(METAFLOW_|PREFECT_|PYTHONDONTWRITEBYTECODE$)/.test(name),
  );
  return { ...(Object.fromEntries(own) as Record<string, string>), METAFLOW_USER: "tester", ...more };
}
