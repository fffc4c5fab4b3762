import type { Fix } from "../diagnostics/diagnostic.ts";
import { applyEdits, compatibleFixes } from "../diagnostics/edits.ts";
import { fault } from "./fault.ts";
import { printError } from "./print.ts";
import { readFlowFile, STDIN } from "./read-source.ts";
import type { Findings } from "./show.ts";
import { writeOutput } from "./write-output.ts";

// What one fix leaves to the next is little: a decorator that is moved, and moved again.
const MOST_ROUNDS = 10;

/** Applies the certain fixes to a flow file, as long as there are some; other files stay as they are. */
export function applyFixes(flowFile: string, findings: () => Findings): void {
  if (flowFile === STDIN) throw fault("--fix needs a file to change");
  if (readFlowFile(flowFile).fileHash) throw fault(`--fix cannot write ${flowFile}`, "save it as UTF-8");
  const isOurs = ({ edits }: Fix): boolean => edits.every(({ place }) => place.file === flowFile);
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { diagnostics, sources } = findings();
    const fixes = compatibleFixes(diagnostics).filter(isOurs);
    const text = sources.get(flowFile) ?? "";
    const edits = fixes.flatMap((fix) => fix.edits);
    const fixed = applyEdits(text, flowFile, edits);
    if (fixed === text) break;
    writeOutput(flowFile, fixed);
    count += fixes.length;
  }
  if (count > 0) printError(`${flowFile}: ${count} ${count === 1 ? "fix" : "fixes"} applied\n`);
}
