import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../src/index.ts";

const FOLDER = fileURLToPath(new URL("../samples/metaflow/", import.meta.url));

/** Sources of all samples. */
export function sampleSources(): string[] {
  return readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name, "flow.py"), "utf8"));
}

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Words, numbers, single signs, and white space, so that joined they give the text again. */
export function tokens(text: string): string[] {
  return text.match(/\w+|[^\S\n]+|\n *|[^\w\s]/gu) ?? [];
}

/** A source with a few tokens deleted, doubled, moved, or put in from another source. */
export function mutated(sources: readonly (readonly string[])[], random: () => number): string {
  const below = (count: number): number => Math.floor(random() * count);
  const result = [...(sources[below(sources.length)] as readonly string[])];
  for (let change = below(4); change >= 0; change--) {
    const at = below(result.length);
    const count = 1 + below(below(4) === 0 ? 40 : 3);
    const kind = below(4);
    const other = kind === 3 ? (sources[below(sources.length)] as readonly string[]) : result;
    const from = below(other.length);
    const part = kind === 1 ? result.slice(at, at + count) : other.slice(from, from + count);
    if (kind === 0) result.splice(at, count);
    else result.splice(at, kind === 2 ? count : 0, ...part);
  }
  return result.join("");
}

// Far more than any sample takes; of the processor's time, so that only what hangs is found, whatever the machine is doing.
const MAX_MILLISECONDS = 2000;

/** What is wrong with how a source was taken: an exception, an internal fault, too long a time; `null` if nothing is. */
export function faultOf(source: string): string | null {
  const began = process.cpuUsage();
  try {
    const { diagnostics, code } = compile(source, { target: "local" });
    const fault = diagnostics.find((each) => each.code === "internal_fault" || each.code === "audit_failed");
    if (fault) return fault.message;
    const hasErrors = diagnostics.some(({ severity }) => severity === "error");
    if ((code === "") !== hasErrors) return hasErrors ? "a file in spite of errors" : "neither a file nor an error";
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  return took > MAX_MILLISECONDS ? `it took ${Math.round(took)} ms` : null;
}
