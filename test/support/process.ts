import { spawn } from "node:child_process";

/** How a process ended and what it said. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a process to its end; one that takes longer than `timeout` milliseconds is killed and ends with code `null`. */
export function runProcess(
  command: string,
  words: readonly string[],
  { cwd, env, timeout = 120_000 }: { cwd: string; env: Readonly<Record<string, string>>; timeout?: number },
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (data: Buffer) => out.push(data));
    child.stderr.on("data", (data: Buffer) => err.push(data));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
