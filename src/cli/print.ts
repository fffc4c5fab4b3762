import { writeSync } from "node:fs";
import { codeOf } from "./fault.ts";

const STDOUT = 1;
const STDERR = 2;

/** Writes to standard output, all of it. */
export function printOut(text: string): void {
  writeAll(STDOUT, text);
}

/** Writes to standard error, all of it. */
export function printError(text: string): void {
  writeAll(STDERR, text);
}

/** `process.stdout` would load Node's streams first, which takes longer than many a compile. */
function writeAll(descriptor: number, text: string): void {
  const data = Buffer.from(text);
  let done = 0;
  while (done < data.length) {
    try {
      done += writeSync(descriptor, data, done);
    } catch (thrown) {
      const code = codeOf(thrown);
      // Whoever reads has heard enough, as in `metaflow-transpile graph … | head`.
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw thrown;
      waitShortly();
    }
  }
}

/** Pipes that are shared with another program may be non-blocking, and full. */
function waitShortly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
