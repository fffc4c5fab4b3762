import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLI, cli, flowSource, folderWith, program, REFUSED } from "./support.ts";

/** Says with which words it was called. */
const ECHO = 'for word in "$@"; do echo "<$word>"; done';

function folderWithPython(source = flowSource(), script = ECHO): string {
  const folder = folderWith({ "flow.py": source });
  program(folder, "python", script);
  return folder;
}

const words = (...given: string[]): string => given.map((word) => `<${word}>\n`).join("");

test("run compiles, and passes everything on that is not its own", async () => {
  const folder = folderWithPython();
  const own = ["--target", "local", "--python", "./python"];
  const given = ["--alpha", "5", "--beta=x y", "--tag", "a", "--config", "c", "f.json", "-x", "", "--production"];
  const first = await cli(folder, ["run", "flow.py", ...given, ...own, "last"]);
  expect(first).toEqual({
    code: 0,
    out: words("flow_local.py", "run", ...given, "last"),
    err: "wrote flow_local.py\n",
  });
  // Options of Metaflow are for the generated file, not baked into it.
  expect(readFileSync(join(folder, "flow_local.py"), "utf8")).toContain("TAGS: list[str] = []");
  const second = await cli(folder, ["run", ...own, "--tag", "b", "flow.py", "--", "--target", "x", "--help"]);
  expect(second).toEqual({
    code: 0,
    out: words("flow_local.py", "run", "--tag", "b", "--target", "x", "--help"),
    err: "",
  });
});

test.each(["resume", "status"])("%s passes the run id on", async (word) => {
  const folder = folderWithPython();
  const { code, out } = await cli(folder, [word, "flow.py", "local-1", "--target", "local", "--json"], {
    env: { PYTHON: "./python" },
  });
  expect([code, out]).toEqual([0, words("flow_local.py", word, "local-1", "--json")]);
});

test("a stale file is compiled again, one with baked options keeps them", async () => {
  const folder = folderWithPython();
  const run = () => cli(folder, ["run", "flow.py", "-t", "local", "--python", "./python"]);
  await cli(folder, ["compile", "flow.py", "-t", "local", "--tag", "baked"]);
  expect((await run()).err).toBe("");
  expect(readFileSync(join(folder, "flow_local.py"), "utf8")).toContain('"baked"');
  writeFileSync(join(folder, "flow.py"), flowSource("Changed"));
  expect((await run()).err).toBe("wrote flow_local.py\n");
  expect(readFileSync(join(folder, "flow_local.py"), "utf8")).toContain("Changed");
});

test("a flow with errors is not run", async () => {
  const folder = folderWithPython(REFUSED);
  const { code, out, err } = await cli(folder, ["run", "flow.py", "-t", "local", "--python", "./python"]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("error[step_unreachable]");
  expect(existsSync(join(folder, "flow_local.py"))).toBe(false);
});

test("a file of somebody else is neither overwritten nor run", async () => {
  const folder = folderWithPython();
  writeFileSync(join(folder, "flow_local.py"), "print('mine')\n");
  const { code, out, err } = await cli(folder, ["run", "flow.py", "-t", "local", "--python", "./python"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("was not made by metaflow-transpile");
});

test("the exit code is that of the generated file", async () => {
  const run = async (script: string): Promise<number | null> =>
    (await cli(folderWithPython(flowSource(), script), ["run", "flow.py", "-t", "local", "--python", "./python"])).code;
  expect(await run("exit 0")).toBe(0);
  expect(await run("exit 1")).toBe(1);
  expect(await run("exit 37")).toBe(37);
  expect(await run("kill -TERM $$")).toBe(143);
});

test("a Python that is missing is said, with a way out", async () => {
  const folder = folderWithPython();
  const named = await cli(folder, ["run", "flow.py", "-t", "local", "--python", "./no-such-python"]);
  expect(named.code).toBe(2);
  expect(named.err).toMatch(
    /error: \.\/no-such-python was not found\n {2}help: install Python 3\.10 or newer, or name one: --python/,
  );
  const none = await cli(folder, ["run", "flow.py", "-t", "local"], { env: { PATH: join(folder, "empty") } });
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("python3 or python was not found")]);
});

test("python3 is taken before python, both from PATH", async () => {
  const folder = folderWithPython();
  const run = () => cli(folder, ["run", "flow.py", "-t", "local"], { env: { PATH: `${folder}:/bin:/usr/bin` } });
  program(folder, "python3", "echo three");
  expect((await run()).out).toBe("three\n");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches the generated file once", async (signal) => {
  // Shells run a trap when the command in the foreground has ended, so it is waited for in the background.
  const script = `trap 'echo INT >> heard' INT\ntrap 'echo TERM >> heard' TERM\n: > ready\nsleep 1.5 & wait $!; wait $!\nexit 9`;
  const folder = folderWithPython(flowSource(), script);
  const child = spawn(process.execPath, [CLI, "run", "flow.py", "-t", "local", "--python", "./python"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await expect.poll(() => existsSync(join(folder, "ready")), { timeout: 20_000 }).toBe(true);
  child.kill(signal);
  expect(await ended).toBe(9);
  expect(readFileSync(join(folder, "heard"), "utf8")).toBe(`${signal.slice(3)}\n`);
});
