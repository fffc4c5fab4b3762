import { spawn } from "node:child_process";
import { constants } from "node:os";
import { codeOf, fault, reasonOf } from "./fault.ts";
import { EXIT } from "./word.ts";

/** Runs a Python file in this terminal and gives its exit code. */
export async function runPython(given: string | undefined, words: readonly string[]): Promise<number> {
  const chosen = given || process.env.PYTHON;
  const candidates = chosen ? [chosen] : process.platform === "win32" ? ["python", "python3"] : ["python3", "python"];
  for (const python of candidates) {
    const code = await runProgram(python, words);
    if (code !== null) return code;
  }
  throw fault(
    `${candidates.join(" or ")} was not found`,
    "install Python 3.10 or newer, or name one: --python PATH, or the variable PYTHON",
  );
}

/** `null` where there is no such program. */
function runProgram(program: string, words: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: "inherit" });
    const isTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const forwarders = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => {
      // A terminal interrupts every program in the foreground itself, and a second time would end a run at once.
      const forward = (): void => void (signal === "SIGINT" && isTerminal ? undefined : child.kill(signal));
      process.on(signal, forward);
      return [signal, forward] as const;
    });
    const release = (): void => forwarders.forEach(([signal, forward]) => void process.off(signal, forward));
    child.once("error", (thrown) => {
      release();
      if (codeOf(thrown) === "ENOENT") resolve(null);
      else reject(fault(`cannot start ${program}: ${reasonOf(thrown)}`));
    });
    child.once("exit", (code, signal) => {
      release();
      resolve(code ?? (signal ? 128 + constants.signals[signal] : EXIT.failed));
    });
  });
}
