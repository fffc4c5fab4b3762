import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The built command line. */
export const CLI = join(ROOT, "dist/cli.js");

/** How the command line ended and what it said. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const parents: string[] = [];
afterAll(() => {
  for (const parent of parents) rmSync(parent, { recursive: true, force: true });
});

/** A new folder with files by their paths; it is deleted after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "transpile-cli-"));
  parents.push(folder);
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return folder;
}

/** Runs `metaflow-transpile` in a folder. */
export function cli(
  cwd: string,
  words: readonly string[],
  { input = "", env = {} }: { input?: string | Uint8Array; env?: Readonly<Record<string, string>> } = {},
): Promise<Said> {
  return run(process.execPath, [CLI, ...words], cwd, { input, env });
}

/** Runs a program in a folder. */
export function run(
  program: string,
  words: readonly string[],
  cwd: string,
  { input = "", env = {} }: { input?: string | Uint8Array; env?: Readonly<Record<string, string>> } = {},
): Promise<Said> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run "npm run build"`);
  const { NO_COLOR: _, FORCE_COLOR: __, PYTHON: ___, ...rest } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env: { ...rest, ...env }, timeout: 100_000, killSignal: "SIGKILL" });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** The source of a flow with some lines in its class. */
export function flowSource(name = "Example", body = ""): string {
  return `from metaflow import FlowSpec, step


class ${name}(FlowSpec):
${body}
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    ${name}()
`;
}

/** A flow that Metaflow refuses: `lost` cannot be reached. */
export const REFUSED = flowSource("Refused", "    @step\n    def lost(self):\n        self.next(self.end)\n");

/** Writes a program for the shell, to stand for Python, and gives its path. */
export function program(folder: string, name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
