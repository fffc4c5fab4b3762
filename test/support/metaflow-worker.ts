import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pythonEnvironment, pythonPath } from "./python.ts";

/** What Metaflow makes of a flow, as `metaflow_worker.py` prints it. */
export interface MetaflowAnswer {
  readonly error?: string;
  readonly flow: string;
  readonly doc: string;
  readonly start_step: string | null;
  readonly end_step: string | null;
  readonly steps_order: readonly string[];
  readonly sorted_nodes: readonly string[];
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly lint: { readonly message?: string; readonly line?: number | null; readonly internal?: string } | null;
}

/** A running Python with Metaflow that is asked about one flow after another. */
export interface MetaflowWorker {
  /** `modules` are put beside the flow file, by name. */
  ask(source: string, modules?: Readonly<Record<string, string>>): Promise<MetaflowAnswer>;
  stop(): void;
}

/** Starts the worker. */
export function startMetaflowWorker(): MetaflowWorker {
  const folder = mkdtempSync(join(tmpdir(), "metaflow-worker-"));
  const script = fileURLToPath(new URL("../live/metaflow_worker.py", import.meta.url));
  const child: ChildProcess = spawn(pythonPath(), [script], {
    cwd: folder,
    env: pythonEnvironment({ PYTHONHASHSEED: "0" }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: { resolve: (answer: MetaflowAnswer) => void; reject: (fault: Error) => void }[] = [];
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) =>
    waiting.shift()?.resolve(JSON.parse(line)),
  );
  child.on("exit", (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the worker ended with ${code}`));
  });
  let count = 0;
  return {
    ask(source, modules = {}) {
      const own = join(folder, String(count++));
      mkdirSync(own);
      for (const [name, text] of Object.entries(modules)) writeFileSync(join(own, `${name}.py`), text);
      const file = join(own, "flow.py");
      writeFileSync(file, source);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin?.write(`${file}\n`);
      });
    },
    stop() {
      child.stdin?.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
