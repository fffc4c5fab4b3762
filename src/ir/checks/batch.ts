import { shortTimeout } from "./exclusive.ts";
import { argumentOf, badValue, type Fault, type StepCheck } from "./fault.ts";
import { shown } from "./values.ts";

/** Mirrors `init` and `step_init` of metaflow/plugins/aws/batch/batch_decorator.py. */
export const checkBatch: StepCheck = (decorator, step) => {
  const faults: Fault[] = shortTimeout(step, "batch", "AWS Batch");
  const isSet = (name: string): boolean => !["none", "code"].includes(argumentOf(decorator, name).kind);
  if (isSet("inferentia") && isSet("trainium")) {
    const metaflow = "only specify a value for 'inferentia' or 'trainium', not both.";
    faults.push(badValue(decorator, "trainium", "is another name of `inferentia`", "give one of the two", metaflow));
  }
  const path = argumentOf(decorator, "tmpfs_path");
  if (path.kind === "string" && path.value !== "" && !path.value.startsWith("/")) {
    const metaflow = "'tmpfs_path' needs to be an absolute path";
    faults.push(badValue(decorator, "tmpfs_path", "is not an absolute path", "begin it with `/`", metaflow));
  }
  const tags = argumentOf(decorator, "aws_batch_tags");
  if (tags.kind !== "dict") return faults;
  for (const { key, value } of tags.entries) {
    const problem = key.kind === "string" && value.kind === "string" ? tagProblem(key.value, value.value) : null;
    if (problem)
      faults.push(badValue(decorator, "aws_batch_tags", `has a tag, \`${shown(key)}\`, ${problem}`, "change the tag"));
  }
  return faults;
};

/** Mirrors `validate_aws_tag` in metaflow/plugins/aws/aws_utils.py, which looks at the first character only. */
function tagProblem(key: string, value: string): string | null {
  if (/^aws:/i.test(key) || /^aws:/i.test(value)) return "that begins with `aws:`";
  if ([...key].length > 128 || [...value].length > 256) return "that is too long (128 characters, its value 256)";
  return /^[\w\s+\-=.:/@]/.test(key) && /^[\w\s+\-=.:/@]/.test(value)
    ? null
    : "with characters that AWS does not allow";
}
