// @ts-check
/** What scripts tell people while they work. */
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Ends a script with a reason and a remedy instead of a stack trace. */
export class Stop extends Error {
  /**
   * @param {string} what
   * @param {...string} remedies
   */
  constructor(what, ...remedies) {
    super([what, ...remedies.map((line) => `  ${line}`)].join("\n"));
  }
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** How often a slow step says that it is still at work, in milliseconds. */
const HEARTBEAT = 20_000;

/**
 * Says what begins, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  say(`• ${what} …`);
  const heart = setInterval(() => say(`  still at it, ${seconds()}`), HEARTBEAT);
  try {
    const result = await work();
    say(`  done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(heart);
  }
}

/**
 * Runs a program with its output in this terminal and gives its exit code.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function show(command, words, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    // A terminal interrupts the child as well: its exit code says what came of it.
    const wait = () => {};
    const end = () => void child.kill("SIGTERM");
    process.on("SIGINT", wait);
    process.on("SIGTERM", end);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("SIGINT", wait);
      process.off("SIGTERM", end);
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a program without showing its output, unless it fails; then throws with the end of it.
 * @param {string} command
 * @param {readonly string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, remedies?: readonly string[] }} [options]
 * @returns {Promise<string>} what it wrote to standard output
 */
export function quiet(command, words, { env = process.env, remedies = [] } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let [out, all] = ["", ""];
    child.stdout.on("data", (data) => {
      out += data;
      all += data;
    });
    child.stderr.on("data", (data) => {
      all += data;
    });
    const failed = (/** @type {string} */ why) => {
      const lines = all.trimEnd().split("\n");
      // The reason stands at one of the ends, depending on the program.
      const shown = lines.length > 40 ? [...lines.slice(0, 20), "…", ...lines.slice(-20)] : lines;
      reject(new Stop(`${[command, ...words].join(" ")} ${why}`, ...shown, ...remedies));
    };
    child.once("error", (fault) => failed(`cannot be started: ${fault.message}`));
    child.once("close", (code) => (code === 0 ? resolve(out) : failed(`has failed (${code ?? "killed"})`)));
  });
}

/**
 * Runs a script and sets its exit code; whatever goes wrong is said in words.
 * @param {() => Promise<number>} main
 * @param {() => void} [afterFault]
 */
export async function runScript(main, afterFault = () => {}) {
  try {
    process.exitCode = await main();
  } catch (fault) {
    console.error(
      `\nerror: ${fault instanceof Stop ? fault.message : fault instanceof Error ? (fault.stack ?? fault) : fault}`,
    );
    afterFault();
    process.exitCode = 1;
  }
}
