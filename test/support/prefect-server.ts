import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonEnvironment, pythonPath } from "./python.ts";

/** A Prefect server of the tests' own. */
export interface PrefectServer {
  /** What the runs need to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a Prefect server on a free port, with a database of its own, and waits until it answers. */
export async function startPrefectServer(): Promise<PrefectServer> {
  const home = mkdtempSync(join(tmpdir(), "prefect-"));
  const port = await freePort();
  const api = `http://127.0.0.1:${port}/api`;
  const words = ["-m", "prefect", "server", "start", "--port", String(port)];
  const env = pythonEnvironment({ PREFECT_HOME: home, PREFECT_UI_ENABLED: "0" });
  const child = spawn(pythonPath(), words, { env, stdio: "ignore", detached: true });
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  await answers(`${api}/health`);
  return {
    env: { PREFECT_HOME: home, PREFECT_API_URL: api },
    async stop() {
      // The server has processes of its own: the whole group goes.
      process.kill(-(child.pid as number), "SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} does not answer`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
