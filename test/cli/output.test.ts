import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLI, cli, flowSource, folderWith, run } from "./support.ts";

const compileTo = (folder: string, ...words: string[]) => cli(folder, ["compile", "flow.py", "-t", "local", ...words]);

test("a file that cannot be written whole is not written at all", async () => {
  const folder = folderWith({ "flow.py": flowSource() });
  mkdirSync(join(folder, "out"));
  // Files of more than 4 KB: the disk is full, as far as this process can tell.
  const command = `ulimit -f 8; exec "$0" "$@"`;
  const words = ["-c", command, process.execPath, CLI, "compile", "flow.py", "-t", "local", "-o", "out/x.py"];
  const { code, err } = await run("bash", words, folder);
  expect(err).toMatch(/^error: cannot write out\/x\.py: /);
  expect(code).toBe(2);
  expect(readdirSync(join(folder, "out"))).toEqual([]);
  // What was there stays as it was.
  await compileTo(folder, "-o", "out/x.py");
  const before = readFileSync(join(folder, "out/x.py"), "utf8");
  writeFileSync(join(folder, "flow.py"), `${flowSource()}# changed\n`);
  expect((await run("bash", words, folder)).code).toBe(2);
  expect(readdirSync(join(folder, "out"))).toEqual(["x.py"]);
  expect(readFileSync(join(folder, "out/x.py"), "utf8")).toBe(before);
});

test.each([
  ["x.py", "print('mine')\n"],
  ["x.json", '{"name": "mine"}\n'],
  ["x.mmd", "sequenceDiagram\n"],
  ["x.dot", "graph {}\n"],
])("%s is not overwritten unless it is forced", async (name, mine) => {
  const folder = folderWith({ "flow.py": flowSource(), [name]: mine });
  const words = [
    "compile",
    "flow.py",
    "-t",
    { py: "local", json: "json", mmd: "mermaid", dot: "dot" }[name.slice(2)] ?? "",
    "-o",
    name,
  ];
  const { code, err } = await cli(folder, words);
  expect(err).toBe(
    `error: ${name} was not made by metaflow-transpile, so it is not overwritten\n  help: name another file with -o, or pass --force to overwrite it\n`,
  );
  expect(code).toBe(2);
  expect(readFileSync(join(folder, name), "utf8")).toBe(mine);
  expect((await cli(folder, [...words, "--force"])).code).toBe(0);
  writeFileSync(join(folder, "flow.py"), flowSource("Other"));
  // Now it is ours.
  expect((await cli(folder, words)).code).toBe(0);
  expect(readFileSync(join(folder, name), "utf8")).toContain("end");
});

test("the flow itself is never overwritten", async () => {
  const folder = folderWith({ "flow.py": flowSource() });
  symlinkSync("flow.py", join(folder, "link.py"));
  for (const out of ["flow.py", "./flow.py", "link.py"]) {
    const { code, err } = await compileTo(folder, "-o", out, "--force");
    expect(err).toMatch(/^error: \w+\.py is the flow itself\n {2}help: name another file with -o\n$/);
    expect(code).toBe(2);
  }
  expect(readFileSync(join(folder, "flow.py"), "utf8")).toBe(flowSource());
});

test("an empty file is taken, and keeps its mode", async () => {
  const folder = folderWith({ "flow.py": flowSource(), "x.py": "" });
  chmodSync(join(folder, "x.py"), 0o750);
  expect((await compileTo(folder, "-o", "x.py")).code).toBe(0);
  expect(statSync(join(folder, "x.py")).mode & 0o777).toBe(0o750);
});

test("a symbolic link stays one, and the flow is found from where it leads", async () => {
  const folder = folderWith({ "flow.py": flowSource(), "far/away/x.py": "" });
  symlinkSync("far/away/x.py", join(folder, "x.py"));
  expect((await compileTo(folder, "-o", "x.py")).code).toBe(0);
  expect(lstatSync(join(folder, "x.py")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "far/away/x.py"), "utf8")).toContain('"../../flow.py"');
});

test("devices are written to directly", async () => {
  const folder = folderWith({ "flow.py": flowSource() });
  expect((await compileTo(folder, "-o", "/dev/null")).code).toBe(0);
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("a place that cannot be written to is said in one line", async () => {
  const folder = folderWith({ "flow.py": flowSource(), file: "" });
  const { code, err } = await compileTo(folder, "-o", "file/x.py");
  expect([code, err]).toEqual([2, "error: cannot write file/x.py: a part of its path is not a folder\n"]);
});

test("--check compares and writes nothing", async () => {
  const folder = folderWith({ "flow.py": flowSource() });
  const missing = await compileTo(folder, "--check");
  expect(missing).toEqual({ code: 1, out: "", err: "flow_local.py is missing\n" });
  expect(readdirSync(folder)).toEqual(["flow.py"]);
  await compileTo(folder);
  expect(await compileTo(folder, "--check")).toEqual({ code: 0, out: "", err: "" });
  const file = join(folder, "flow_local.py");
  const changed = readFileSync(file, "utf8").replace("MAX_WORKERS = 16", "MAX_WORKERS = 17");
  writeFileSync(file, changed);
  const stale = await compileTo(folder, "--check");
  expect(stale.code).toBe(1);
  expect(stale.err).toMatch(
    /^flow_local\.py is stale: .*\n--- flow_local\.py\n\+\+\+ compiled now\n@@ -(\d+),1 \+\1,1 @@\n-MAX_WORKERS = 17\n\+MAX_WORKERS = 16\n$/,
  );
  expect(readFileSync(file, "utf8")).toBe(changed);
});
