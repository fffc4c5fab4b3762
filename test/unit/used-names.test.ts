import { expect, test } from "vitest";
import { usedNames } from "../../src/emit/metaflow/used-names.ts";

test.each<[string, string[]]>([
  ["task = await run.step(name, task)", ["task", "await", "run", "name"]],
  [`"""main and 'Run' \\""" Task"""`, []],
  [`a = 'it\\'s Run' + "Task"  # main`, ["a"]],
  ["run . main", ["run"]],
  ["größe: Task", ["größe", "Task"]],
])("%s", (code, names) => {
  expect([...usedNames(code)]).toEqual(names);
});
