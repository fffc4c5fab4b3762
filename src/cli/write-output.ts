import {
  closeSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { codeOf, fault, reasonOf } from "./fault.ts";

/** The text of a file; `null` where there is none. Throws a fault where it cannot be read. */
export function readExisting(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return null;
    throw fault(`cannot write ${path}: ${reasonOf(thrown)}`);
  }
}

/**
 * Writes a file so that it appears whole or not at all: a temporary file in the same folder takes its place. A symbolic
 * link stays, and the file that it leads to is written; a file keeps its mode; devices and pipes are written directly.
 */
export function writeOutput(path: string, text: string): void {
  try {
    const file = finalPath(path);
    const mode = regularMode(file);
    if (mode === null) writeFileSync(file, text);
    else replaceFile(file, text, mode);
  } catch (thrown) {
    throw fault(`cannot write ${path}: ${codeOf(thrown) === "ENOENT" ? "its folder is missing" : reasonOf(thrown)}`);
  }
}

function finalPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") throw thrown;
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }
}

/** The mode that the file shall keep; `undefined` where it is new, `null` for what is not a plain file. */
function regularMode(file: string): number | null | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  return found.isFile() ? found.mode & 0o7777 : null;
}

function replaceFile(file: string, text: string, mode: number | undefined): void {
  const temporary = join(dirname(file), `.${basename(file).slice(0, 100)}.${process.pid}.tmp`);
  const descriptor = openSync(temporary, "wx");
  try {
    try {
      writeFileSync(descriptor, text);
      if (mode !== undefined) fchmodSync(descriptor, mode);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (thrown) {
    unlinkSync(temporary);
    throw thrown;
  }
}
