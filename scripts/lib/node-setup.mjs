// @ts-check
/** The Node side of a working copy: the right Node, the locked packages, a build. */
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { quiet, root, Stop, step } from "./say.mjs";

const MINIMUM = [20, 19];

/** Throws where this Node is too old for the packages. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = MINIMUM;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Stop(
    `this is Node ${process.versions.node}, and ${MINIMUM.join(".")} or newer is needed`,
    "Get it from https://nodejs.org, or with a version manager: nvm install 20",
  );
}

/** Installs the locked packages when those in node_modules are others. */
export async function installPackages() {
  if (arePackagesCurrent()) return;
  await step("installing the locked packages (npm ci)", () =>
    npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["Is the registry in reach? npm ping"]),
  );
}

/** npm keeps a copy of the lock file with what it has installed. */
function arePackagesCurrent() {
  try {
    const wanted = readLock("package-lock.json");
    const installed = readLock("node_modules/.package-lock.json");
    // Packages for other platforms are locked, and not installed.
    return Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === "" || installed[path]?.version === version || (optional && !installed[path]),
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readLock(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
}

/** What goes into the build. */
const INPUTS = [
  "src",
  "scripts/prettier-doc.mjs",
  "tsup.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** Builds `dist` when it is not of these sources. */
export async function build() {
  const stamp = join(root, "dist/.built-from");
  const hash = hashOf(INPUTS);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  await step("building dist (npm run build)", () => npm(["run", "build"]));
  writeFileSync(stamp, hash);
}

/** @param {readonly string[]} paths */
function hashOf(paths) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  for (const path of paths) {
    const file = join(root, path);
    if (!existsSync(file)) continue;
    if (/\.\w+$/.test(path)) add(path);
    else
      for (const each of readdirSync(file, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort())
        add(each.slice(root.length + 1));
  }
  return hash.digest("hex");
}

/**
 * @param {readonly string[]} words
 * @param {readonly string[]} [remedies]
 */
function npm(words, remedies = []) {
  const env = { ...process.env, ...(isWritable(homedir()) ? {} : { npm_config_cache: join(root, "build/npm-cache") }) };
  // npm says where it is itself, which also works where it is a batch file.
  const self = process.env.npm_execpath;
  return self && /\.c?js$/.test(self)
    ? quiet(process.execPath, [self, ...words], { env, remedies })
    : quiet("npm", words, { env, remedies });
}

/** @param {string} folder */
export function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
