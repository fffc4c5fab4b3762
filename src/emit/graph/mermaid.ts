import type { Step } from "../../ir/flow.ts";
import { defineEmitter } from "../emitter.ts";
import { DESCRIBES } from "./capabilities.ts";
import { edges } from "./edges.ts";

/** A flow chart in Mermaid's language. */
export const mermaid = defineEmitter({
  name: "mermaid",
  title: "Mermaid",
  options: {},
  capabilities: DESCRIBES,
  fileName: (stem) => `${stem}.mmd`,
  emit({ flow }) {
    const names = new Map([...flow.steps.keys()].map((name, index) => [name, `s${index}`]));
    const lines = ["flowchart TD"];
    for (const step of flow.steps.values()) lines.push(`    ${names.get(step.name)}${shape(step)}`);
    for (const { from, to, label } of edges(flow)) {
      const target = names.get(to);
      if (target) lines.push(`    ${names.get(from)} ${label === "" ? "-->" : `-->|${quoted(label)}|`} ${target}`);
    }
    return `${lines.join("\n")}\n`;
  },
});

function shape({ name, type }: Step): string {
  switch (type) {
    case "split-switch":
      return `{${quoted(name)}}`;
    case "foreach":
      return `[[${quoted(name)}]]`;
    case "join":
      return `[\\${quoted(name)}/]`;
    case "start":
    case "end":
      return `([${quoted(name)}])`;
    default:
      return `[${quoted(name)}]`;
  }
}

function quoted(text: string): string {
  return `"${text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replace(/[\r\n]+/g, " ")}"`;
}
