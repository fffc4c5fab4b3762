#!/usr/bin/env node
// @ts-check
/**
 * `npm start [-- FLOW] [--target TARGET] [words for the generated file…]`: sets everything up, compiles a flow (an
 * example, unless one is named), and runs it on the real engine. Plain Node, so that it works before `npm ci`.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { build, checkNode, installPackages, isWritable } from "./lib/node-setup.mjs";
import { metaflowEnvironment, preparePython } from "./lib/python-setup.mjs";
import { root, runScript, say, show } from "./lib/say.mjs";

const EXAMPLE = join(root, "examples/hello_flow.py");
const OWN_FOLDER = join(root, "build/start");

/** @param {string[]} words */
function readWords(words) {
  // npm runs scripts in the repository's folder, and says from where it was called.
  const from = process.env.INIT_CWD ?? process.cwd();
  const target = takeOption(words, "--target") ?? "prefect";
  const [first] = words;
  const given = first !== undefined && !first.startsWith("-") ? words.shift() : undefined;
  return {
    flow: given === undefined ? EXAMPLE : resolve(from, given),
    isOwn: given === undefined,
    target,
    from,
    rest: words,
  };
}

/**
 * @param {string[]} words
 * @param {string} name
 */
function takeOption(words, name) {
  const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at < 0) return undefined;
  const [word = ""] = words.splice(at, 1);
  return word === name ? words.splice(at, 1)[0] : word.slice(name.length + 1);
}

/**
 * Each engine has its requirements; the other targets need Metaflow alone.
 * @param {string} target
 */
const requirementsOf = (target) => (existsSync(join(root, `requirements/${target}.txt`)) ? target : "metaflow");

const USAGE = `npm start [-- [FLOW] [--target TARGET] [words for the generated file…]]

Sets everything up (packages, build, .venv), compiles FLOW (examples/hello_flow.py) to TARGET (prefect), and runs it.
It ends with the commands to try next, among them the one that shows what the generated file takes.`;

async function main() {
  if (process.argv.slice(2).some((word) => word === "--help" || word === "-h")) {
    say(USAGE);
    return 0;
  }
  const { flow, isOwn, target, from, rest } = readWords(process.argv.slice(2));
  checkNode();
  await installPackages();
  await build();
  const python = await preparePython(requirementsOf(target), `what files for ${target} need`);

  // The example stays as it is in git; a flow of the user's has its file beside it, as `compile` would write it.
  const folder = isOwn || !isWritable(dirname(flow)) ? OWN_FOLDER : dirname(flow);
  mkdirSync(OWN_FOLDER, { recursive: true });
  const generated = join(folder, `${basename(flow, ".py")}_${target}.py`);
  // The example's file is ours to replace, whatever it was.
  if (isOwn) rmSync(generated, { force: true });
  const cli = join(root, "dist/cli.js");
  say(`• compiling ${relative(from, flow) || flow} to ${target} …`);
  const compiled = await show(process.execPath, [cli, "compile", flow, "--target", target, "-o", generated], {
    cwd: from,
  });
  if (compiled !== 0) return compiled;

  const cwd = isOwn ? OWN_FOLDER : from;
  const home = isWritable(homedir()) ? {} : { HOME: OWN_FOLDER, PREFECT_HOME: join(OWN_FOLDER, "prefect") };
  say(`• running ${relative(from, generated)} …\n`);
  const env = metaflowEnvironment();
  const code = await show(python, [generated, "run", ...rest], { cwd, env: { ...env, ...home } });

  const shown = (/** @type {string} */ path) => quoted(relative(from, path) || ".");
  const self = `node ${shown(cli)}`;
  // Whoever repeats the command needs what Metaflow was given here.
  const user = env === process.env ? "" : `METAFLOW_USER=${env.METAFLOW_USER} `;
  say(`
${code === 0 ? "It ran." : `The run has failed (${code}): see above.`}
  the flow            ${shown(flow)}
  the generated file  ${shown(generated)}
  the run's data      ${shown(join(cwd, ".metaflow"))}

Try next:
  ${user}${shown(python)} ${shown(generated)} run --help
  ${self} check ${shown(flow)}
  ${self} graph ${shown(flow)} --format mermaid
  npm start -- path/to/your_flow.py
`);
  return code;
}

/** @param {string} path for people to copy into a shell */
const quoted = (path) => (/[^\w./\\:-]/.test(path) ? JSON.stringify(path) : path);

await runScript(main);
