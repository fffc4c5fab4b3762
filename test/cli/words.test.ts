import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { METAFLOW_OPTIONS } from "../../src/options.ts";
import { cli, folderWith, ROOT } from "./support.ts";

const WORDS = ["compile", "check", "graph", "run", "deploy", "trigger", "resume", "status", "explain"];
const folder = folderWith({ "flow.py": "" });

test("without a word, it says how it is used", async () => {
  const { code, out, err } = await cli(folder, []);
  expect([code, out]).toEqual([2, ""]);
  for (const word of WORDS) expect(err).toContain(`\n  ${word} `);
});

test.each([["--help"], ["-h"], ["help"]])("%s lists the words", async (word) => {
  const { code, out } = await cli(folder, [word]);
  expect(code).toBe(0);
  for (const each of WORDS) expect(out).toContain(`\n  ${each} `);
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(await cli(folder, ["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

test.each(WORDS)("%s --help lists its options", async (word) => {
  const said = await cli(folder, [word, "--help"]);
  expect(said.code).toBe(0);
  expect(said.err).toBe("");
  expect(said.out).toContain(`Usage: metaflow-transpile ${word} `);
  for (const flag of ["--diagnostics", "--level", "--color", "--quiet", "--help"]) expect(said.out).toContain(flag);
  expect(said.out.split("\n").filter((line) => line.length > 110)).toEqual([]);
  expect(await cli(folder, ["help", word])).toEqual(said);
  expect(await cli(folder, [word, "--no-such-thing", "-h"])).toEqual(said);
});

test("compile --help lists every option of Metaflow", async () => {
  const { out } = await cli(folder, ["compile", "--help"]);
  for (const { flag, placeholder } of Object.values(METAFLOW_OPTIONS)) {
    expect(out).toContain(placeholder ? `--${flag} ${placeholder}` : `--${flag}\n`.trimEnd());
  }
});

test.each([
  [["complie"], /no word complie\n {2}help: did you mean compile\?/],
  [["flow.py"], /did you mean metaflow-transpile compile flow\.py --target TARGET\?/],
  [["compile"], /compile needs a flow file/],
  [["compile", "flow.py"], /compile needs --target\n {2}help: it is one of .*local/],
  [["compile", "flow.py", "other.py", "--target", "local"], /takes one flow file/],
  [["compile", "flow.py", "--target", "airflow"], /--target cannot be "airflow"\n {2}help: it is one of /],
  [["compile", "flow.py", "--target"], /--target needs a value/],
  [["compile", "flow.py", "--target", "--check"], /--target needs a value, but an option follows: --check/],
  [["compile", "flow.py", "--taget", "local"], /no option --taget\n {2}help: did you mean --target/],
  [["compile", "flow.py", "-x"], /no option -x/],
  [["compile", "flow.py", "--check=yes"], /--check takes no value/],
  [["compile", "flow.py", "--config", "name"], /--config needs two values: --config NAME FILE/],
  [["compile", "flow.py", "--max-workers", "many"], /--max-workers needs a whole number, at least 1/],
  [["compile", "flow.py", "--max-workers", "0"], /--max-workers needs a whole number, at least 1/],
  [["compile", "flow.py", "--target", "local", "--level", "x"], /--level cannot be "x"/],
  [["compile", "flow.py", "--target", "local", "--level", "x=loud"], /--level cannot be "x=loud"/],
  [["compile", "flow.py", "--target", "local", "-o", "-", "--report", "-"], /both want standard output/],
  [["compile", "flow.py", "--target", "local", "-o", "-", "--check"], /--check compares with a file/],
  [["compile", "flow.py", "--target", "local", "--watch", "--check"], /exclude one another/],
  [["compile", "-", "--target", "local"], /standard input has no place of its own/],
  [["check"], /check needs a flow file/],
  [["graph"], /graph takes one flow file/],
  [["graph", "flow.py", "--format", "png"], /--format cannot be "png"/],
  [["run"], /run needs a flow file/],
  [["run", "flow.py"], /run needs --target/],
  [["run", "flow.py", "--target", "json"], /--target cannot be "json"/],
  [["run", "-", "--target", "local"], /the generated file loads it/],
  [["explain"], /explain takes one code/],
  [["explain", "step_unreachabel"], /no diagnostic step_unreachabel\n {2}help: did you mean step_unreachable/],
  [["explain", "toString"], /no diagnostic toString/],
])("%j is wrong usage", async (words, message) => {
  const { code, out, err } = await cli(folder, words);
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect([code, out]).toEqual([2, ""]);
});

test.each(["step_unreachable", "MF2012", "mf2012"])("explain %s prints its page", async (code) => {
  const said = await cli(folder, ["explain", code]);
  expect(said).toMatchObject({ code: 0, err: "" });
  expect(said.out).toMatch(/^step_unreachable\n/);
  expect(said.out).toContain("```python");
});
