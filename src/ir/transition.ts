import type { Span } from "../diagnostics/span.ts";
import type { PyArgument, PyCall, PyDict, PyExpression, PyFunction } from "../parser/ast.ts";
import { literalValue } from "../parser/evaluate.ts";
import type { Value } from "./value.ts";

/** Metaflow's `DAGNode.type`, but for `start` and `end`, which depend on the whole graph. */
export type TransitionType = "linear" | "join" | "split" | "foreach" | "split-switch";

/** A step named in `self.next`, and where. */
export interface Target {
  readonly step: string;
  readonly span: Span;
}

/** One case of a switch: the key as Metaflow stores it (`config:NAME.KEY` for `self.NAME.KEY`). */
export interface SwitchCase {
  readonly key: Value;
  readonly step: string;
}

/** What the last statement of a step says about what follows, field by field as `DAGNode._parse` in metaflow/graph.py. */
export interface Transition {
  readonly hasTailNext: boolean;
  readonly invalid: boolean;
  readonly type: TransitionType | null;
  readonly targets: readonly Target[];
  readonly foreach: Value | null;
  readonly parallel: boolean;
  readonly numParallel: Value | null;
  readonly condition: string | null;
  readonly cases: readonly SwitchCase[];
  /** Span of the whole last statement; Metaflow's `tail_next_lineno` is its first line. */
  readonly span: Span | null;
}

const NONE: Transition = {
  hasTailNext: false,
  invalid: false,
  type: null,
  targets: [],
  foreach: null,
  parallel: false,
  numParallel: null,
  condition: null,
  cases: [],
  span: null,
};

/** Reads the transition of a step from its last statement. Mirrors `DAGNode._parse` in metaflow/graph.py, faults included. */
export function readTransition(step: PyFunction, argumentCount: number): Transition {
  const { last } = step;
  if (last?.kind !== "expression-statement" || last.expression.kind !== "call") return NONE;
  const call = last.expression;
  if (!isSelfNext(call)) return NONE;
  const tail = { ...NONE, hasTailNext: true, invalid: true, span: last.span };
  const positional = call.args.filter((argument) => argument.form === "positional" || argument.form === "star");
  const keywords = keywordLiterals(call.args);
  const only = positional[0]?.value;
  const isSwitch =
    positional.length === 1 &&
    positional[0]?.form === "positional" &&
    only?.kind === "dict" &&
    keywords.has("condition");
  if (isSwitch) {
    const cases = switchCases(only);
    const condition = keywords.get("condition") ?? null;
    if (cases && condition?.kind === "string" && condition.value !== "") {
      const targets = cases.map(({ target }) => target);
      return { ...tail, invalid: false, type: "split-switch", condition: condition.value, cases, targets };
    }
  }
  const targets: Target[] = [];
  if (!isSwitch) {
    for (const { value, form } of positional) {
      if (form === "star" || value.kind !== "attribute") return tail;
      targets.push({ step: value.name, span: value.nameSpan });
    }
  }
  return { ...tail, targets, ...plainType(targets.length, keywords, argumentCount) };
}

function plainType(
  count: number,
  keywords: ReadonlyMap<string, Value | null>,
  argumentCount: number,
): Partial<Transition> {
  const invalid = count !== 1;
  if (keywords.size === 1 && keywords.has("foreach"))
    return { type: "foreach", invalid, foreach: invalid ? null : (keywords.get("foreach") ?? null) };
  if (keywords.size === 1 && keywords.has("num_parallel"))
    return {
      type: "foreach",
      invalid,
      parallel: true,
      numParallel: invalid ? null : (keywords.get("num_parallel") ?? null),
    };
  if (keywords.size > 0 || count === 0) return {};
  if (count > 1) return { type: "split", invalid: false };
  return { type: argumentCount > 1 ? "join" : "linear", invalid: false };
}

/** True for a call of exactly `self.next`. */
export function isSelfNext(call: PyCall): boolean {
  const { callee } = call;
  return (
    callee.kind === "attribute" &&
    callee.name === "next" &&
    callee.object.kind === "name" &&
    callee.object.name === "self"
  );
}

function keywordLiterals(args: readonly PyArgument[]): Map<string, Value | null> {
  const keywords = new Map<string, Value | null>();
  for (const argument of args) {
    if (argument.form === "keyword") keywords.set(argument.name ?? "", literalValue(argument.value));
    if (argument.form === "double-star") keywords.set("**", null);
  }
  return keywords;
}

/** Mirrors `DAGNode._parse_switch_dict`; keys collapse as in a Python dict: the last value wins, the first position stays. */
function switchCases(dict: PyDict): (SwitchCase & { target: Target })[] | null {
  const cases = new Map<string, SwitchCase & { target: Target }>();
  for (const { key, value } of dict.entries) {
    const caseKey = key && switchKey(key);
    if (!caseKey || value.kind !== "attribute" || value.object.kind !== "name" || value.object.name !== "self")
      return null;
    const identity = keyIdentity(caseKey);
    const target = { step: value.name, span: value.nameSpan };
    cases.set(identity, { key: cases.get(identity)?.key ?? caseKey, step: value.name, target });
  }
  return cases.size ? [...cases.values()] : null;
}

function switchKey(key: PyExpression): Value | null {
  if (key.kind === "attribute") {
    const config = key.object;
    const isSelf = config.kind === "attribute" && config.object.kind === "name" && config.object.name === "self";
    return isSelf ? { kind: "string", value: `config:${config.name}.${key.name}` } : null;
  }
  const value = literalValue(key);
  return value === null || value.kind === "none" ? null : value;
}

/** Equal for keys that Python takes for the same: `1`, `True` and `1.0`. */
function keyIdentity(key: Value): string {
  switch (key.kind) {
    case "string":
      return `s${key.value}`;
    case "bytes":
      return `b${key.value.join()}`;
    case "bool":
      return `n${Number(key.value)}`;
    case "int":
    case "float":
      return `n${key.value}`;
    default:
      return key.kind;
  }
}
