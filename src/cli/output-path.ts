import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { STDIN } from "./read-source.ts";

/** The word that stands for standard output. */
export const STDOUT = "-";

/** Where output goes, as far as it is known before the target has named its file. */
export interface Destination {
  readonly folder: string;
  /** `null` where the target names the file. */
  readonly name: string | null;
}

/** Where the output of a compile goes: the file that the user named, a folder, or the folder of the flow. */
export function destination(flowFile: string, given: string | undefined): Destination {
  if (given === undefined) return { folder: dirname(flowFile), name: null };
  const isFolder = /[/\\]$/.test(given) || isExistingFolder(given);
  return isFolder ? { folder: given, name: null } : { folder: dirname(given), name: basename(given) };
}

function isExistingFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The path from the output to the flow file, as the generated file looks for it. */
export function flowPathFrom(output: Destination | null, flowFile: string): string {
  if (flowFile === STDIN) return "flow.py";
  // A generated file looks from where it really is, symbolic links followed.
  const { folder = ".", name = null } = output ?? {};
  const from = name === null ? realPath(folder) : dirname(realPath(join(folder, name)));
  const path = relative(from, join(realPath(dirname(flowFile)), basename(flowFile)));
  return path.split(sep).join("/");
}

/** A path by its real name, symbolic links followed; of one that is missing, as much as is there. */
export function realPath(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const parent = dirname(whole);
    return parent === whole ? whole : join(realPath(parent), basename(whole));
  }
}
