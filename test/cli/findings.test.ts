import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cli, flowSource, folderWith, REFUSED } from "./support.ts";

const folder = folderWith({ "good.py": flowSource(), "bad.py": REFUSED, "worse.py": "class (:\n" });
const check = (...words: string[]) => cli(folder, ["check", ...words]);

test("check shows the diagnostics of all files", async () => {
  const { code, out, err } = await check("good.py", "bad.py", "worse.py");
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("--> bad.py:");
  expect(err).toContain("--> worse.py:");
  expect(err).toMatch(/\n\d+ errors.*\n$/);
});

test("check --target says what the target cannot do", async () => {
  const source = flowSource()
    .replace("class Example", "@schedule(daily=True)\nclass Example")
    .replace("import FlowSpec", "import FlowSpec, schedule");
  const own = folderWith({ "flow.py": source });
  expect((await cli(own, ["check", "flow.py"])).err).not.toContain("decorator_not_carried");
  const { code, err } = await cli(own, ["check", "flow.py", "--target", "local"]);
  expect(err).toContain("warning[decorator_not_carried]");
  expect(code).toBe(0);
  const strict = await cli(own, ["check", "flow.py", "--target=local", "--level", "decorator_not_carried=error"]);
  expect(strict.code).toBe(1);
  const off = await cli(own, ["check", "flow.py", "--target=local", "--level=decorator_not_carried=off", "--quiet"]);
  expect(off).toEqual({ code: 0, out: "", err: "" });
});

test("--quiet shows errors only", async () => {
  expect(await check("good.py", "--quiet")).toEqual({ code: 0, out: "", err: "" });
  const { code, err } = await check("bad.py", "--quiet");
  expect(err).toMatch(/^error\[step_unreachable\]/);
  expect(code).toBe(1);
});

test("formats for programs are on standard output", async () => {
  const json = await check("bad.py", "good.py", "--diagnostics", "json");
  expect([json.code, json.err]).toEqual([1, ""]);
  expect(JSON.parse(json.out)).toMatchObject([
    { code: "step_unreachable", number: "MF2012", place: { file: "bad.py" } },
  ]);
  expect(await check("good.py", "--diagnostics", "json")).toEqual({ code: 0, out: "[]\n", err: "" });
  const sarif = await check("bad.py", "--diagnostics=sarif");
  expect(JSON.parse(sarif.out).runs[0].results).toHaveLength(1);
  const github = await check("bad.py", "--diagnostics=github");
  expect(github).toMatchObject({ code: 1, out: "" });
  expect(github.err).toMatch(/^::error file=bad\.py,line=\d+/);
});

test("where standard output holds the output, diagnostics are on standard error", async () => {
  const { code, out, err } = await cli(folder, ["graph", "bad.py", "--diagnostics", "json"]);
  expect(code).toBe(1);
  expect(JSON.parse(out).flow).toBe("Refused");
  expect(JSON.parse(err)[0].code).toBe("step_unreachable");
  const compiled = await cli(folder, ["compile", "good.py", "-t", "local", "-o", "-", "--diagnostics", "json"]);
  expect(compiled.err).toBe("[]\n");
});

test("colours", async () => {
  const isColored = async (env: Readonly<Record<string, string>>, ...words: string[]): Promise<boolean> =>
    (await cli(folder, ["check", "bad.py", ...words], { env })).err.includes("\u001b[");
  expect(await isColored({})).toBe(false);
  expect(await isColored({}, "--color", "always")).toBe(true);
  expect(await isColored({ FORCE_COLOR: "1" })).toBe(true);
  expect(await isColored({ FORCE_COLOR: "0" })).toBe(false);
  expect(await isColored({ NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
  expect(await isColored({ FORCE_COLOR: "1" }, "--color=never")).toBe(false);
});

test("graph prints the graph of a flow that Metaflow refuses, and its verdict", async () => {
  const { code, out, err } = await cli(folder, ["graph", "bad.py"]);
  expect(code).toBe(1);
  const graph = JSON.parse(out);
  expect(graph).toMatchObject({ flow: "Refused", start_step: "start", nodes: { lost: { out_funcs: ["end"] } } });
  expect(graph.lint).toEqual({ message: expect.stringContaining("unreachable"), line: expect.any(Number) });
  expect(err).toContain("error[step_unreachable]");
});

test("graph names the exception in which Metaflow's linter would end", async () => {
  const source = flowSource().replace(
    "def start(self):\n        self.next(self.end)",
    "def start(self, inputs):\n        self.next(self.end)",
  );
  const { code, out } = await cli(folderWith({ "flow.py": source }), ["graph", "flow.py"]);
  const { lint } = JSON.parse(out);
  expect(code).toBe(1);
  if (lint.internal_error !== undefined)
    expect(lint).toEqual({ internal_error: "IndexError: list index out of range" });
  else expect(lint.message).toEqual(expect.any(String));
});

test("graph of a legal flow, in each format", async () => {
  const json = await cli(folder, ["graph", "good.py", "--format", "json"]);
  expect([json.code, json.err, JSON.parse(json.out).lint]).toEqual([0, "", null]);
  expect((await cli(folder, ["graph", "good.py", "--format", "mermaid"])).out).toMatch(/^flowchart /);
  expect((await cli(folder, ["graph", "good.py", "--format", "dot"])).out).toMatch(/^digraph /);
});

test("graph of a file without a flow", async () => {
  const { code, out, err } = await cli(folder, ["graph", "worse.py"]);
  expect([code, JSON.parse(out)]).toEqual([1, { flow: null, lint: null }]);
  expect(err).toContain("error[");
});

test("check --fix changes what is certain in the file, and shows what is left", async () => {
  const source = flowSource()
    .replace(/^( *)@step\n/m, "$1@step\n$1@retry(2)\n")
    .replace("import FlowSpec", "import FlowSpec, retry");
  const own = folderWith({ "flow.py": source });
  const { code, err } = await cli(own, ["check", "flow.py", "--fix"]);
  expect(err).toContain("flow.py: 2 fixes applied");
  expect(code).toBe(0);
  const fixed = readFileSync(join(own, "flow.py"), "utf8");
  expect(fixed).toBe(source.replace(/^( *)@step\n.*\n/m, "$1@retry(times=2)\n$1@step\n"));
  expect((await cli(own, ["check", "flow.py", "--fix"])).err).not.toContain("applied");
  expect((await cli(own, ["check", "-", "--fix"], { input: source })).code).toBe(2);
});

test("the report is a text for people, or JSON", async () => {
  const compile = (...words: string[]) => cli(folder, ["compile", "good.py", "-t", "local", "--report", "-", ...words]);
  expect((await compile("--report-format", "text")).out).toMatch(
    /^mapped: [\s\S]*\n {2}step start +good\.py:\d+:\d+\n/,
  );
  expect(JSON.parse((await compile()).out)).toHaveProperty("counts.mapped");
  expect(JSON.parse((await compile("--report-format=json")).out)).toHaveProperty("lines");
  expect((await cli(folder, ["compile", "good.py", "-t", "local", "--report-format", "text"])).code).toBe(2);
});
