import { truth } from "../../parser/equality.ts";
import type { Decorator } from "../decorator.ts";
import type { Step } from "../flow.ts";
import type { Value } from "../value.ts";
import { shortTimeout, together } from "./exclusive.ts";
import { argumentOf, badValue, type Fault, isGiven, type StepCheck } from "./fault.ts";
import { shown, toFloat, toInt } from "./values.ts";

/** Mirrors `init` and `step_init` of metaflow/plugins/kubernetes/kubernetes_decorator.py. */
export const checkKubernetes: StepCheck = (decorator, step) => [
  ...together(
    step,
    "kubernetes",
    "batch",
    `Step *${step.name}* is marked for execution both on AWS Batch and Kubernetes. Please use one or the other.`,
  ),
  ...(step.decorators.some(({ name }) => name === "parallel")
    ? together(
        step,
        "parallel",
        "catch",
        `Step *${step.name}* contains a @parallel decorator with the @catch decorator. @catch is not supported with @parallel on Kubernetes.`,
      )
    : []),
  ...shortTimeout(step, "kubernetes", "Kubernetes"),
  ...wrongValues(decorator, step),
];

function wrongValues(decorator: Decorator, { name: step }: Step): Fault[] {
  const faults: Fault[] = [];
  const check = (
    argument: string,
    isRight: (value: Value) => boolean,
    what: string,
    metaflow?: (value: string) => string,
  ): void => {
    const value = argumentOf(decorator, argument);
    if (!isGiven(decorator, argument) || value.kind === "code" || isRight(value)) return;
    const hint = `it must be ${what}`;
    faults.push(badValue(decorator, argument, `is \`${shown(value)}\``, hint, metaflow?.(shown(value))));
  };
  const isOneOf = (names: string) => (value: Value) =>
    value.kind === "string" && names.split(" ").includes(value.value.toLowerCase());
  const orNothing = (isRight: (value: Value) => boolean) => (value: Value) => truth(value) === false || isRight(value);
  check(
    "qos",
    (value) => value.kind === "none" || isOneOf("guaranteed burstable")(value),
    "`Guaranteed` or `Burstable`",
    (value) => `*${value}* is not a valid Kubernetes QoS class. Choose one of the following: Guaranteed, Burstable`,
  );
  for (const argument of ["cpu", "disk", "memory"])
    check(
      argument,
      (value) => !((toFloat(value) ?? 0) <= 0),
      "a number above 0",
      (value) => `Invalid ${argument} value *${value}* for step *${step}*; it should be greater than 0`,
    );
  check(
    "gpu",
    (value) => value.kind === "none" || (value.kind !== "float" && Number.isInteger(toFloat(value))),
    "a whole number",
    (value) => `Invalid GPU value *${value}* for step *${step}*; it should be an integer`,
  );
  check(
    "gpu_vendor",
    orNothing(isOneOf("amd nvidia")),
    "`nvidia` or `amd`",
    (value) => `GPU vendor *${value}* for step *${step}* is not currently supported.`,
  );
  const size = "a whole number above 0";
  check(
    "tmpfs_size",
    orNothing((value) => value.kind !== "float" && !((toInt(value) ?? 0) <= 0)),
    size,
  );
  check(
    "shared_memory",
    orNothing((value) => (value.kind === "int" || value.kind === "bool") && Number(value.value) > 0),
    size,
  );
  const labels = argumentOf(decorator, "labels");
  const isLabel = ({ value }: { value: Value }): boolean =>
    value.kind !== "string" || /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/.test(value.value);
  if (labels.kind === "dict" && !labels.entries.every(isLabel))
    faults.push(
      badValue(
        decorator,
        "labels",
        "has a value that is no Kubernetes label",
        "use at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends",
      ),
    );
  return faults;
}
