// What a compile costs against Lezer's bare parse of the same text, and how it grows with the number of steps.
import { readdirSync, readFileSync } from "node:fs";
import { parser } from "@lezer/python";
import { analyze, compile, targets } from "../dist/index.js";
import { median, ratio, table, time, warmMedian } from "./lib/measure.mjs";
import { shapes } from "./lib/shapes.mjs";

const folder = new URL("../examples/", import.meta.url);
const flows = readdirSync(folder).filter((name) => name.endsWith("_flow.py"));
const names = Object.keys(targets);
const rows = flows.map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const parse = warmMedian(() => parser.parse(text));
  const cost = (work) => warmMedian(work) / parse;
  return [
    name,
    text.length,
    parse,
    cost(() => analyze(text)),
    ...names.map((target) => cost(() => compile(text, { target, filename: name }))),
  ];
});
const medians = Array.from({ length: names.length + 1 }, (_, column) => median(rows.map((row) => row[column + 3])));
console.log("### Warm, as multiples of the bare parse\n");
console.log(
  table(
    ["flow", "characters", "parse, ms", "analyze", ...names],
    [
      ...rows.map(([name, size, parse, ...costs]) => [name, size, parse.toFixed(2), ...costs.map(ratio)]),
      ["median", "", "", ...medians.map(ratio)],
    ],
  ),
);

console.log("\n### Growth: milliseconds for 1,000, 5,000 and 10,000 steps\n");
const growth = Object.entries(shapes).map(([shape, make]) => {
  const times = [1000, 5000, 10000].map((steps) => {
    const text = make(steps);
    compile(text, { target: "local" });
    return time(() => compile(text, { target: "local" }));
  });
  return [shape, ...times.map((each) => each.toFixed(0)), ratio(times[2] / times[0] / 10)];
});
console.log(table(["shape", "1,000", "5,000", "10,000", "10,000 against ten times 1,000"], growth));
