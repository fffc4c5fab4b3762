// @ts-check
/** The Python side of a working copy: a virtual environment `.venv` with pinned requirements. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { quiet, root, Stop, step } from "./say.mjs";

const venv = join(root, ".venv");
const venvPython = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const stampFile = join(venv, ".requirements.json");

/**
 * Makes `.venv` with `requirements/NAME.txt`, once for each content of that file, and gives its Python.
 * @param {string} name
 * @param {string} contents what is in it, for people
 * @returns {Promise<string>}
 */
export async function preparePython(name, contents) {
  const hash = hashOf(`requirements/${name}.txt`);
  const works = existsSync(venvPython) && probe(venvPython).fault === null;
  const stamps = works ? readStamps() : {};
  if (stamps[name] === hash) return venvPython;
  if (!works) {
    const python = findPython();
    await step(`making .venv with ${python}`, () => quiet(python, ["-m", "venv", "--clear", venv]));
  }
  const pip = [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-input",
    "--quiet",
    "-r",
    `requirements/${name}.txt`,
  ];
  await step(`installing ${contents} into .venv`, () =>
    quiet(venvPython, pip, { remedies: ["Is the package index in reach? To begin anew, delete .venv"] }),
  );
  const files = [`${name}.txt`, ...includedBy(readRequirements(`${name}.txt`))];
  const met = Object.fromEntries(files.map((file) => [file.slice(0, -".txt".length), hashOf(`requirements/${file}`)]));
  writeFileSync(stampFile, JSON.stringify({ ...stamps, ...met }));
  return venvPython;
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Of a requirements file and those that it includes.
 * @param {string} path
 * @returns {string}
 */
function hashOf(path) {
  const text = readFileSync(join(root, path), "utf8");
  const included = includedBy(text).map((other) => hashOf(join(dirname(path), other)));
  return createHash("sha256")
    .update([text, ...included].join("\0"))
    .digest("hex");
}

/** @param {string} file in the folder of requirements */
const readRequirements = (file) => readFileSync(join(root, "requirements", file), "utf8");

/** @param {string} requirements the text of a requirements file */
const includedBy = (requirements) => [...requirements.matchAll(/^-r (.+)$/gm)].map(([, file = ""]) => file.trim());

/** The first Python that can make virtual environments; throws with the reasons where there is none. */
function findPython() {
  const candidates = process.env.PYTHON
    ? [process.env.PYTHON]
    : ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];
  const faults = [];
  for (const python of candidates) {
    const { fault } = probe(python);
    if (fault === null) return python;
    faults.push(`${python}: ${fault}`);
  }
  throw new Stop("no Python with which .venv can be made", ...faults, ...REMEDIES);
}

const REMEDIES = [
  "Python 3.10 or newer is needed, with the modules venv and ensurepip:",
  "  Debian, Ubuntu   apt install python3 python3-venv",
  "  Fedora           dnf install python3",
  "  macOS            brew install python3",
  "  others           https://www.python.org/downloads",
  "Another Python than the first on PATH is named by the variable PYTHON.",
];

const PROBE = `import sys
if sys.version_info < (3, 10): sys.exit("it is Python %d.%d" % sys.version_info[:2])
try:
    import venv, ensurepip
except ImportError as fault:
    sys.exit("its module %s is missing" % fault.name)
`;

/**
 * @param {string} python
 * @returns {{ fault: string | null }}
 */
function probe(python) {
  const { error, status, stderr } = spawnSync(python, ["-c", PROBE], { encoding: "utf8" });
  if (error) return { fault: "code" in error && error.code === "ENOENT" ? "not found" : error.message };
  return { fault: status === 0 ? null : stderr.trim().split("\n").at(-1) || `it ended with ${status}` };
}

/**
 * The environment in which Metaflow starts anywhere: it wants a user name, and takes no `root`.
 * @returns {NodeJS.ProcessEnv}
 */
export function metaflowEnvironment() {
  const { METAFLOW_USER, SUDO_USER, USERNAME, USER } = process.env;
  const known = [METAFLOW_USER, SUDO_USER, USERNAME, USER].some((name) => name && name !== "root");
  return known ? process.env : { ...process.env, METAFLOW_USER: "me" };
}
