import { expect, test } from "vitest";
import type { CliTable } from "../../src/cli/options.ts";
import { parseWords } from "../../src/cli/parse-words.ts";
import { nearest } from "../../src/diagnostics/nearest.ts";

const table = {
  out: { type: "text", flag: "out", short: "o", placeholder: "OUT", help: "" },
  count: { type: "number", flag: "count", placeholder: "N", help: "" },
  quiet: { type: "flag", flag: "quiet", short: "q", placeholder: "", help: "" },
  force: { type: "flag", flag: "force", short: "f", placeholder: "", help: "" },
  tag: { type: "texts", flag: "tag", placeholder: "TAG", help: "" },
  config: { type: "pairs", flag: "config", placeholder: "NAME FILE", help: "" },
} as const satisfies CliTable;
const foreign = {
  theirs: { type: "text", flag: "theirs", placeholder: "X", help: "" },
  pair: { type: "pairs", flag: "pair", placeholder: "A B", help: "" },
} as const satisfies CliTable;

test.each([
  [["a", "--out", "x"], { out: "x" }, ["a"]],
  [["--out=x=y", "a"], { out: "x=y" }, ["a"]],
  [["-ox"], { out: "x" }, []],
  [["-o", "-"], { out: "-" }, []],
  [["-qfo", "x", "a"], { quiet: true, force: true, out: "x" }, ["a"]],
  [["--out", "x", "--out", "y"], { out: "y" }, []],
  [["--count", "10"], { count: 10 }, []],
  [["--tag", "a", "--tag=-b"], { tag: ["a", "-b"] }, []],
  [["--config", "n", "f", "a"], { config: [["n", "f"]] }, ["a"]],
  [
    ["--config=n", "f", "--config", "m", "--quiet"],
    {
      config: [
        ["n", "f"],
        ["m", "--quiet"],
      ],
    },
    [],
  ],
  [["--", "--out", "x"], {}, ["--out", "x"]],
  [["-", "--quiet", "-"], { quiet: true }, ["-", "-"]],
  [[""], {}, [""]],
])("%j", (words, values, operands) => {
  expect(parseWords(words, table)).toEqual({ values, operands, passedOn: [] });
});

test.each([
  [["flow", "--alpha", "5", "-x", "--beta=1", "more"], {}, ["--alpha", "5", "-x", "--beta=1", "more"]],
  [["--theirs", "1", "flow", "--quiet", "--theirs=2"], { quiet: true }, ["--theirs", "1", "--theirs=2"]],
  [["--pair", "a", "b", "flow", "--pair", "c", "--quiet"], {}, ["--pair", "a", "b", "--pair", "c", "--quiet"]],
  [["flow", "-xyz", "-q"], { quiet: true }, ["-xyz"]],
  [["flow", "--", "--quiet", "--", "x"], {}, ["--quiet", "--", "x"]],
  [["--", "flow", "--quiet"], {}, ["--quiet"]],
])("%j, with words for another program", (words, values, passedOn) => {
  expect(parseWords(words, table, { foreign, passOnAfter: 1 })).toEqual({ values, operands: ["flow"], passedOn });
});

test("before the first operand, an unknown option is wrong usage", () => {
  expect(() => parseWords(["--alpha", "flow"], table, { foreign, passOnAfter: 1 })).toThrow(
    "there is no option --alpha",
  );
});

test("nearest", () => {
  expect(nearest("compiel", ["compile", "check"])).toEqual(["compile"]);
  expect(nearest("unreachable", ["step_unreachable", "step_unknown"])).toEqual(["step_unreachable"]);
  expect(nearest("zzzzz", ["compile", "check"])).toEqual([]);
});
