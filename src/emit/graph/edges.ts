import type { Flow } from "../../ir/flow.ts";
import type { Value } from "../../ir/value.ts";

/** A transition of the flow, with what a reader wants to know of it: the key of a switch, the variable of a foreach. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** All transitions, step by step. */
export function edges({ steps }: Flow): Edge[] {
  return [...steps.values()].flatMap((step): Edge[] => {
    if (step.cases.length > 0)
      return step.cases.map((each) => ({ from: step.name, to: each.step, label: keyText(each.key) }));
    const label = step.isParallelForeach
      ? "num_parallel"
      : step.foreach?.kind === "string"
        ? `each of ${step.foreach.value}`
        : "";
    return step.next.map((to) => ({ from: step.name, to, label }));
  });
}

/** A switch key as its reader would write it. */
export function keyText(key: Value): string {
  switch (key.kind) {
    case "string":
      return key.value;
    case "bool":
      return key.value ? "True" : "False";
    case "int":
    case "float":
      return String(key.value);
    case "bytes":
      return `b"${[...key.value].map((byte) => String.fromCharCode(byte)).join("")}"`;
    default:
      return "...";
  }
}
