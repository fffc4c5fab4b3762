#!/usr/bin/env node
// @ts-check
/**
 * `npm test`: sets everything up, runs every check and test, and ends with the line `N passed, N failed`. Each static
 * check counts as one. Plain Node, so that it works before `npm ci`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, checkNode, installPackages } from "./lib/node-setup.mjs";
import { metaflowEnvironment, preparePython } from "./lib/python-setup.mjs";
import { root, runScript, say, show, step } from "./lib/say.mjs";

const reports = join(root, "build/test");
const total = { passed: 0, failed: 0 };

/** @param {boolean} isPassed */
function count(isPassed) {
  total[isPassed ? "passed" : "failed"]++;
}

/** @type {readonly (readonly [string, string, readonly string[]])[]} */
const STATIC_CHECKS = [
  ["generated files", "scripts/generate.mjs", ["--check"]],
  ["types of the library", "node_modules/typescript/bin/tsc", ["--noEmit"]],
  ["types of everything", "node_modules/typescript/bin/tsc", ["--noEmit", "-p", "tsconfig.node.json"]],
  ["format and lint", "node_modules/@biomejs/biome/bin/biome", ["check", "."]],
];

/** @param {NodeJS.ProcessEnv} env */
async function runVitest(env) {
  const report = join(reports, "vitest.json");
  const words = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await show(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), ...words], { env });
  const before = total.failed;
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    total.passed += numPassedTests;
    total.failed += numFailedTests;
    // A file that cannot be loaded, or fails in its set-up, has no tests that could.
    for (const { status, assertionResults } of testResults) {
      const blames = assertionResults.some((/** @type {{ status: string }} */ each) => each.status === "failed");
      if (status === "failed" && !blames) count(false);
    }
  }
  if (code !== 0 && total.failed === before) count(false);
}

/**
 * ruff and mypy are among the tests (test/python/test_style.py).
 * @param {string} python
 * @param {NodeJS.ProcessEnv} env
 */
async function runPytest(python, env) {
  const report = join(reports, "pytest.xml");
  // Tests of one file share their servers, and so stay together.
  const workers = ["-n", "2", "--dist", "loadfile"];
  const code = await show(python, ["-m", "pytest", ...workers, `--junitxml=${report}`], { env });
  const before = total.failed;
  const suite = existsSync(report) ? (/<testsuite [^>]*>/.exec(readFileSync(report, "utf8"))?.[0] ?? "") : "";
  const number = (/** @type {string} */ name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  total.failed += failed;
  total.passed += number("tests") - number("skipped") - failed;
  if (code !== 0 && total.failed === before) count(false);
}

async function main() {
  const begun = Date.now();
  checkNode();
  await installPackages();
  await build();
  const python = await preparePython("test", "Metaflow, the engines and the tools of the tests");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const env = { ...metaflowEnvironment(), PYTHON: python };
  for (const [what, script, words] of STATIC_CHECKS) {
    await step(what, async () => count((await show(process.execPath, [join(root, script), ...words])) === 0));
  }
  await step("tests in Node (vitest)", () => runVitest(env));
  await step("tests in Python (pytest)", () => runPytest(python, env));
  say(`All of it took ${((Date.now() - begun) / 60_000).toFixed(1)} minutes.\n`);
  say(closingLine());
  return total.failed > 0 ? 1 : 0;
}

const closingLine = () => `${total.passed} passed, ${total.failed} failed`;

await runScript(main, () => {
  count(false);
  console.log(closingLine());
});
