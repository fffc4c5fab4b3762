// What a compile costs against Lezer's bare parse of the same text, and how it grows with the number of steps.
import { readdirSync, readFileSync } from "node:fs";
import { parser } from "@lezer/python";
import { analyze, compile, targets } from "../dist/index.js";
import { median, ratio, table, time } from "./lib/measure.mjs";
import { shapes } from "./lib/shapes.mjs";

const folder = new URL("../examples/", import.meta.url);
const flows = readdirSync(folder).filter((name) => name.endsWith("_flow.py"));
const names = Object.keys(targets);
const works = {
  parse: (text) => parser.parse(text),
  analyze: (text, filename) => analyze(text, { filename }),
  ...Object.fromEntries(names.map((target) => [target, (text, filename) => compile(text, { target, filename })])),
};
const texts = flows.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);

/** The median of what each work takes, all in turn, so that what else the machine does falls on each of them. */
function measure(rounds) {
  const times = texts.map(() => Object.fromEntries(Object.keys(works).map((work) => [work, []])));
  for (let round = 0; round < rounds; round++)
    texts.forEach(([name, text], at) => {
      for (const [work, run] of Object.entries(works)) times[at][work].push(time(() => run(text, name)));
    });
  return times.map((each) => Object.fromEntries(Object.entries(each).map(([work, all]) => [work, median(all)])));
}

measure(400);
const measured = measure(600);
const rows = texts.map(([name, text], at) => {
  const { parse, ...others } = measured[at];
  return [name, text.length, parse, ...Object.values(others).map((each) => each / parse)];
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
