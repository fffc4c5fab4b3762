// What the analysis of a keystroke costs in an editor: a fresh analysis against one that goes on from the previous result.
import { parser } from "@lezer/python";
import { analyze } from "../dist/index.js";
import { median, ratio, table, time, warmMedian } from "./lib/measure.mjs";
import { shapes } from "./lib/shapes.mjs";

/** A flow with about so many lines, of which most are the bodies of steps. */
function flowOf(lines) {
  const work = Array.from(
    { length: 12 },
    (_, index) => `        self.value${index} = {"a": [${index}, 2, 3], "b": "text"}`,
  );
  const text = shapes.chain(Math.round(lines / 16));
  return text.replace(/^( +)self\.next\(/gm, (next) =>
    `${work.join("\n").trimStart()}\n${next}`.replace(/^/, "        "),
  );
}

const rows = [100, 500, 2000, 10000].map((lines) => {
  const text = flowOf(lines);
  const at = text.indexOf("value7", text.length >> 1);
  const typed = `${text.slice(0, at)}x${text.slice(at)}`;
  const broken = `${text.slice(0, at)}(${text.slice(at)}`;
  const previous = analyze(text);
  if (previous.diagnostics.length > 0) throw new Error("the flow is not legal");
  const runs = lines > 2000 ? 20 : 100;
  const bare = warmMedian(() => parser.parse(text), runs);
  const fresh = warmMedian(() => analyze(typed), runs);
  const again = warmMedian(() => analyze(typed, { previous }), runs);
  const fault = warmMedian(() => analyze(broken, { previous }), runs);
  return [
    text.split("\n").length,
    bare.toFixed(2),
    fresh.toFixed(2),
    again.toFixed(2),
    fault.toFixed(2),
    ratio(again / fresh),
    ratio(again / bare),
  ];
});

console.log("### A keystroke in the middle of a flow, in milliseconds\n");
console.log(
  table(
    [
      "lines",
      "bare parse",
      "fresh",
      "from the previous result",
      "the same with an open bracket",
      "against fresh",
      "against the parse",
    ],
    rows,
  ),
);

const text = flowOf(500);
const previous = analyze(text);
for (let warm = 0; warm < 100; warm++) analyze(`${text.slice(0, warm * 50)}x${text.slice(warm * 50)}`, { previous });
const edits = Array.from({ length: 200 }, (_, index) => {
  const at = Math.floor((text.length * index) / 200);
  return `${text.slice(0, at)}x${text.slice(at)}`;
});
// The best of some: what a busy machine and the collection of garbage add is not the analysis.
const best = (work) => Math.min(...Array.from({ length: 5 }, () => time(work)));
const bare = median(edits.map((typed) => best(() => parser.parse(typed))));
const times = edits.map((typed) => best(() => analyze(typed, { previous }))).sort((a, b) => a - b);
const [half, most, last] = [times[100], times[190], times[199]].map(
  (each) => `${each.toFixed(1)} ms (${ratio(each / bare)})`,
);
const within = times.filter((each) => each <= 5).length;
console.log(
  `\n200 keystrokes all over a flow of 500 lines (against a bare parse): half within ${half}, 19 of 20 within ${most}, all within ${last}; ${within} within 5 ms`,
);
