import { type FSWatcher, watch as watchFolder } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { isFault } from "./fault.ts";
import { printError } from "./print.ts";
import { EXIT } from "./word.ts";
import type { Compiled } from "./words/compile.ts";

/** Editors write a file in several steps; a compile waits until they are through. */
const QUIET_MILLISECONDS = 60;

/**
 * Compiles whenever a file of the last compile changes, until it is interrupted. Folders are watched instead of files:
 * most editors replace a file by another one.
 */
export function watch(compileOnce: () => Compiled): Promise<number> {
  const watchers = new Map<string, FSWatcher>();
  let files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const compileAgain = (): void => {
    try {
      files = new Set(compileOnce().files.map((file) => resolve(file)));
    } catch (thrown) {
      // A file that is being replaced is missing for a moment. The first compile has succeeded in reading it.
      if (!isFault(thrown) || files.size === 0) throw thrown;
      printError(`error: ${thrown.message}\n`);
    }
    for (const folder of new Set([...files].map((file) => dirname(file)))) follow(folder);
  };

  const follow = (folder: string): void => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watchFolder(folder, (_, name) => {
        if (name !== null && ![...files].some((file) => dirname(file) === folder && basename(file) === name)) return;
        clearTimeout(timer);
        timer = setTimeout(compileAgain, QUIET_MILLISECONDS);
      });
      watcher.on("error", () => watchers.delete(folder));
      watchers.set(folder, watcher);
    } catch {
      // A folder that is missing: a module was looked for there.
    }
  };

  compileAgain();
  printError("watching for changes; Ctrl-C ends\n");
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      done(EXIT.done);
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
  });
}
