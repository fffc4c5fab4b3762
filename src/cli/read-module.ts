import { readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { ReadModule } from "../ir/execute/interpreter.ts";
import { decodePython } from "./read-source.ts";

/** Modules beside a flow file, and every path at which one was looked for. */
export interface ModuleReader {
  readonly readModule: ReadModule;
  readonly looked: ReadonlySet<string>;
}

/**
 * Reads the modules that Python finds in the flow file's folder, which is the first on its path when it runs the file.
 * What is elsewhere (installed packages, files that cannot be read) stays unknown to the analysis.
 */
export function moduleReader(flowFile: string): ModuleReader {
  const root = dirname(flowFile);
  const looked = new Set<string>();
  const readModule: ReadModule = (name, fromFile) => {
    const [, dots = "", rest = ""] = /^(\.*)(.*)$/s.exec(name) ?? [];
    const folder = dots === "" ? root : packageFolder(dots.length, fromFile);
    const parts = rest === "" ? [] : rest.split(".");
    if (folder === null || parts.some((part) => !/^[^\0/\\:.]+$/.test(part))) return null;
    const path = join(folder, ...parts);
    const package_ = parts.length === 0 ? [] : [`${path}.py`];
    for (const file of [join(path, "__init__.py"), ...package_]) {
      looked.add(file);
      try {
        return { file, text: decodePython(readFileSync(file), file) };
      } catch {
        // Not there, or not readable: Python's own import will say so.
      }
    }
    return null;
  };

  /** The folder that so many dots mean; `null` outside of packages, where Python refuses them too. */
  function packageFolder(dots: number, fromFile: string): string | null {
    let folder = dirname(fromFile);
    for (let up = 1; up < dots; up++) folder = dirname(folder);
    const inside = relative(root, folder);
    return inside === "" || inside === ".." || inside.startsWith(`..${sep}`) ? null : folder;
  }

  return { readModule, looked };
}
