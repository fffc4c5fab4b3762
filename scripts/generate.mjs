#!/usr/bin/env node
// @ts-check
/** `npm run generate`: writes every file that is made from another one. `--check` writes nothing and fails where one is stale. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { printCodes } from "./messages/codes.mjs";
import { printExplanations, printReference } from "./messages/pages.mjs";
import { readMessages } from "./messages/read.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes("--check");
let stale = 0;

/**
 * @param {string} path from the repository's root
 * @param {string} text
 */
function write(path, text) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  if (check) {
    console.error(`${path} is stale: run "npm run generate"`);
    stale++;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

try {
  const messages = readMessages(join(root, "messages"));
  write("src/diagnostics/codes.generated.ts", printCodes(messages));
  write("src/cli/explanations.generated.ts", printExplanations(messages));
  write("docs/diagnostics.md", printReference(messages));
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
  stale++;
}

const runtime = join(root, "scripts/build-runtime.mjs");
if (existsSync(runtime)) {
  const { status } = spawnSync(process.execPath, [runtime, ...(check ? ["--check"] : [])], { stdio: "inherit" });
  if (status !== 0) stale++;
}
process.exitCode = stale > 0 ? 1 : 0;
