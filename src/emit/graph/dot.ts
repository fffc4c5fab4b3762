import type { Step } from "../../ir/flow.ts";
import { defineEmitter } from "../emitter.ts";
import { DESCRIBES } from "./capabilities.ts";
import { edges } from "./edges.ts";

/** A graph in Graphviz' language. */
export const dot = defineEmitter({
  name: "dot",
  title: "Graphviz",
  options: {},
  capabilities: DESCRIBES,
  fileName: (stem) => `${stem}.dot`,
  emit({ flow }) {
    const lines = [`digraph ${quoted(flow.name)} {`, "    rankdir=TB;", '    node [fontname="sans-serif"];'];
    for (const step of flow.steps.values()) lines.push(`    ${quoted(step.name)} [shape=${shape(step)}];`);
    for (const { from, to, label } of edges(flow)) {
      lines.push(`    ${quoted(from)} -> ${quoted(to)}${label === "" ? "" : ` [label=${quoted(label)}]`};`);
    }
    return `${[...lines, "}"].join("\n")}\n`;
  },
});

function shape({ type }: Step): string {
  switch (type) {
    case "split-switch":
      return "diamond";
    case "foreach":
      return "box3d";
    case "join":
      return "invtrapezium";
    case "start":
    case "end":
      return "oval";
    default:
      return "box";
  }
}

function quoted(text: string): string {
  return `"${text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replace(/[\r\n]+/g, " ")}"`;
}
