import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { CLI, flowSource, folderWith } from "./support.ts";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function watch(folder: string) {
  const child = spawn(process.execPath, [CLI, "compile", "flow.py", "-t", "json", "--watch"], { cwd: folder });
  children.push(child);
  let err = "";
  child.stderr.on("data", (data: Buffer) => {
    err += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const says = (text: string, times = 1): Promise<void> =>
    expect.poll(() => err.split(text).length - 1, { timeout: 20_000, message: text }).toBeGreaterThanOrEqual(times);
  return { child, ended, says };
}

test("--watch compiles again when the flow or a module of it changes, until it is interrupted", async () => {
  const child = 'from base import Base\n\nclass Child(Base):\n    pass\n\nif __name__ == "__main__":\n    Child()\n';
  const folder = folderWith({ "flow.py": child, "base.py": flowSource("Base"), "other.py": "" });
  const watching = watch(folder);
  const graph = () => JSON.parse(readFileSync(join(folder, "flow.json"), "utf8"));
  await watching.says("wrote flow.json");
  await watching.says("watching for changes; Ctrl-C ends");
  expect(graph().flow).toBe("Child");

  writeFileSync(join(folder, "flow.py"), child.replaceAll("Child", "Grown"));
  await watching.says("wrote flow.json", 2);
  expect(graph().flow).toBe("Grown");

  // As editors do it.
  writeFileSync(join(folder, ".base.swp"), flowSource("Base", '    """Documented."""\n'));
  renameSync(join(folder, ".base.swp"), join(folder, "base.py"));
  await watching.says("wrote flow.json", 3);

  // Faults end nothing.
  writeFileSync(join(folder, "flow.py"), "class (:\n");
  await watching.says("nothing was written");
  renameSync(join(folder, "flow.py"), join(folder, "gone.py"));
  await watching.says("error: cannot read flow.py");
  writeFileSync(join(folder, "flow.py"), child);
  await watching.says("wrote flow.json", 4);

  watching.child.kill("SIGINT");
  expect(await watching.ended).toBe(0);
});
