import { analyze, targets } from "../../src/index.ts";
import type { MetaflowAnswer } from "./metaflow-worker.ts";

const NODE_FIELDS =
  "type func_lineno tail_next_lineno num_args has_tail_next invalid_tail_next out_funcs in_funcs split_parents split_branches matching_join is_inside_foreach condition parallel_foreach parallel_step doc".split(
    " ",
  );

/** Where our reading of a flow differs from Metaflow's; empty when they agree. */
export function differences(
  source: string,
  metaflow: MetaflowAnswer,
  modules: Readonly<Record<string, string>> = {},
): string[] {
  const { flow, diagnostics } = analyze(source, { readModule: (name) => modules[name] });
  if (!flow) return [`no flow: ${diagnostics.map(({ message }) => message).join("; ")}`];
  const compat = diagnostics.find((each) => each.compat)?.compat ?? null;
  const found: string[] = [];
  const compare = (what: string, ours: unknown, theirs: unknown): void => {
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      found.push(`${what}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`);
  };
  const ours = JSON.parse(targets.json.emit({ flow } as Parameters<typeof targets.json.emit>[0])) as MetaflowAnswer;
  compare("flow", ours.flow, metaflow.flow);
  compare("doc", ours.doc, metaflow.doc);
  compare("start", ours.start_step, metaflow.start_step);
  compare("end", ours.end_step, metaflow.end_step);
  compare("steps", ours.steps_order, metaflow.steps_order);
  compare("order", ours.sorted_nodes, metaflow.sorted_nodes);
  for (const [name, node] of Object.entries(metaflow.nodes)) {
    for (const field of NODE_FIELDS) compare(`${name}.${field}`, ours.nodes[name]?.[field], node[field]);
    compare(`${name}.decorators`, decoratorNames(ours.nodes[name]), decoratorNames(node));
  }
  if (metaflow.lint?.internal) compare("fault", compat?.message, metaflow.lint.internal);
  else compare("verdict", comparable(compat), comparable(metaflow.lint));
  return found;
}

function decoratorNames(node: Readonly<Record<string, unknown>> | undefined): string[] {
  return ((node?.decorators ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
}

/** Without what depends on Metaflow's hash seed: which of several unreachable steps it names, the order of joined paths. */
function comparable(lint: { readonly message?: string; readonly line?: number | null } | null): unknown {
  if (!lint?.message) return null;
  if (lint.message.includes("is unreachable from the entry step")) return "unreachable";
  const message = lint.message.replace(/\(\*([^)]*)\*\)/, (_, paths: string) => paths.split(", ").sort().join(", "));
  return { message, line: lint.line ?? null };
}
