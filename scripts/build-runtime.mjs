// Takes the Python runtime (src/emit/runtime/*.py, src/emit/<target>/*.py) apart into TypeScript modules.
// `--check` writes nothing and exits with 1 when a generated module is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const emit = join(root, "src", "emit");

/** They stand in for what the emitter prints, and so are not bundled. */
const STAND_INS = new Set(["settings", "program"]);
/** In the order in which a generated file carries them. */
const SHARED_ORDER = [
  "tables",
  "tasks",
  "options",
  "step_client",
  "session",
  "attempts",
  "garbage",
  "command_line",
  "parameters",
  "display",
  "direct",
];
/** The modules of the folder `step_server`: a program of its own, which is carried as text. The last one starts it. */
const STEP_SERVER = [
  "channel",
  "loading",
  "command",
  "configs",
  "launcher",
  "launching_side",
  "requested",
  "child",
  "parent",
  "server",
];

const pythonNames = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".py"))
    .map((file) => basename(file, ".py"))
    .sort();

/** The modules from which a Python file imports names. */
function importedBy(file) {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^from (\w+) import/gm)].map(([, module]) => module);
}

/** The names and those that they need, each after what it imports: decorators and base classes are evaluated from top to bottom. */
function inOrder(folder, names, known) {
  const ordered = new Set();
  const visit = (name) => {
    if (ordered.has(name)) return;
    const imported = importedBy(join(folder, `${name}.py`));
    for (const other of known) if (other !== name && imported.includes(other)) visit(other);
    ordered.add(name);
  };
  for (const name of names) visit(name);
  return [...ordered];
}

/** Reads one logical line of imports, which may be parenthesised over several lines. */
function readImport(lines, at) {
  let text = lines[at];
  let end = at;
  if (text.includes("(")) {
    while (!lines[end].includes(")")) text += ` ${lines[++end].trim()}`;
  }
  const plain = /^import (.+)$/.exec(text);
  const from = /^from (\S+) import (.+)$/.exec(text);
  const list = (plain?.[1] ?? from[2]).replace(/[()]/g, "").split(",");
  const imports = list
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const [name, alias] = item.split(/\s+as\s+/);
      const target = from ? { module: from[1], name } : { module: name };
      return alias ? { ...target, alias } : target;
    });
  return { imports, next: end + 1 };
}

/** Skips the docstring at the top; gives the index of the line after it. */
function afterDocstring(lines) {
  if (!lines[0].startsWith('"""')) return 0;
  if (lines[0].length > 3 && lines[0].endsWith('"""')) return 1;
  return lines.findIndex((line, index) => index > 0 && line.endsWith('"""')) + 1;
}

function readModule(file, own) {
  const name = basename(file, ".py");
  const lines = readFileSync(file, "utf8").replace(/\r\n/g, "\n").split("\n");
  const imports = [];
  let at = afterDocstring(lines);
  while (/^(import |from |$)/.test(lines[at])) {
    if (lines[at] === "") {
      at++;
      continue;
    }
    const read = readImport(lines, at);
    imports.push(...read.imports.filter(({ module }) => module !== "__future__" && !own.has(module)));
    at = read.next;
  }
  const body = `${lines.slice(at).join("\n").trim()}\n`;
  const definition = /^(?:async def|def|class) (\w+)|^(\w+)(?:: [^=\n]+)? = /gm;
  const names = [...body.matchAll(definition)].map((match) => match[1] ?? match[2]);
  const docstring = lines.slice(0, afterDocstring(lines)).join("\n");
  return { name, docstring, imports, names: [...new Set(names)], body };
}

/** Modules that become one must not define a name twice. */
function refuseDuplicates(what, modules) {
  const defined = modules.flatMap(({ names }) => names);
  const twice = defined.filter((name, index) => defined.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`${what}: defined twice: ${twice.join(", ")}`);
}

/** All modules of the step server as one text, which is one string in a generated file. */
function readStepServer(folder) {
  const modules = STEP_SERVER.map((name) => readModule(join(folder, `${name}.py`), new Set(STEP_SERVER)));
  const text = [
    `${modules.at(-1).docstring}\n`,
    `${importLines(modules.flatMap((module) => module.imports)).join("\n")}\n`,
    ...modules.map(({ body }) => `\n${body}`),
  ].join("\n");
  refuseDuplicates("step_server", modules);
  if (text.includes("'''")) throw new Error(`${folder} may not contain '''`);
  return { name: "step_server", imports: [], names: ["STEP_SERVER"], body: `STEP_SERVER = r'''${text}'''\n` };
}

/** Sorted as ruff sorts them: plain imports, then those of names. */
function importLines(imports) {
  const plain = new Set(imports.filter(({ name }) => !name).map(({ module }) => `import ${module}`));
  const names = new Map();
  for (const { module, name } of imports.filter((each) => each.name)) {
    names.set(module, (names.get(module) ?? new Set()).add(name));
  }
  const from = [...names].map(([module, set]) => `from ${module} import ${[...set].sort(asRuff).join(", ")}`);
  return [...[...plain].sort(), ...from.sort()];
}

/** Constants, classes, the rest. */
function asRuff(a, b) {
  const kind = (name) => (/^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return kind(a) - kind(b) || (a < b ? -1 : 1);
}

const literal = (value) =>
  JSON.stringify(value, null, "\t").replace(/\u2028|\u2029/g, (c) => (c === "\u2028" ? "\\u2028" : "\\u2029"));
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** What the emitter prints into each file, for who reads or checks the runtime by itself. */
function standInsOf(folders) {
  const files = folders.flatMap((folder) =>
    [...STAND_INS].map((name) => join(folder, `${name}.py`)).filter((file) => existsSync(file)),
  );
  const bodies = files.map((file) => readModule(file, new Set(SHARED_ORDER)).body.replace(/^STEP_SERVER.*\n/m, ""));
  const parts = bodies.flatMap((body) => body.trim().split(/\n{2,}/));
  const isFunction = (part) => /^(async )?def /.test(part);
  return [parts.filter((part) => !isFunction(part)).join("\n"), ...parts.filter(isFunction)].join("\n\n");
}

function render(modules, from, carried, standIns) {
  const constants = modules.map(
    (module) => `export const ${camel(module.name)}: RuntimeModule = ${literal(module)};\n`,
  );
  const list = (names) => names.map(camel).join(", ");
  const shared = `import { ${list([...carried].sort())} } from "${from}/runtime.generated.ts";`;
  return [
    "// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.",
    ...(carried.length > 0 ? [shared] : []),
    `import type { RuntimeModule } from "${from}/runtime-module.ts";\n`,
    ...constants,
    "/** In the order in which a generated file carries them. */",
    `export const modules: readonly RuntimeModule[] = [${list([...carried, ...modules.map(({ name }) => name)])}];\n`,
    ...(standIns
      ? ["/** Stands for what each file sets. */", `export const standIns =\n  ${literal(standIns)};\n`]
      : []),
  ].join("\n");
}

/** Reads modules of a folder, which may import each other and those that are `shared`. */
function readModules(folder, names, shared) {
  const own = new Set([...shared, ...names, ...STAND_INS]);
  const read = names.map((name) => readModule(join(folder, `${name}.py`), own));
  return read.map(({ name, imports, names, body }) => ({ name, imports, names, body }));
}

const runtime = join(emit, "runtime");
const outputs = new Map();
const sharedModules = [...readModules(runtime, SHARED_ORDER, []), readStepServer(join(runtime, "step_server"))];
outputs.set(join(runtime, "runtime.generated.ts"), render(sharedModules, ".", []));
for (const entry of readdirSync(emit, { withFileTypes: true })) {
  const folder = join(emit, entry.name);
  if (!entry.isDirectory() || folder === runtime) continue;
  const own = pythonNames(folder).filter((name) => !STAND_INS.has(name));
  if (own.length === 0) continue;
  const modules = readModules(folder, inOrder(folder, own, own), SHARED_ORDER);
  const files = [join(runtime, "settings.py"), ...own.map((name) => join(folder, `${name}.py`))];
  const imported = files.flatMap(importedBy);
  const roots = SHARED_ORDER.filter((name) => imported.includes(name));
  const needed = inOrder(runtime, roots, SHARED_ORDER);
  const carried = sharedModules.filter(({ name }) => needed.includes(name) || name === "step_server");
  refuseDuplicates(entry.name, [...carried, ...modules]);
  const names = carried.map(({ name }) => name);
  outputs.set(
    join(folder, "runtime.generated.ts"),
    render(modules, "../runtime", names, standInsOf([runtime, folder])),
  );
}

const stale = [...outputs].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
for (const [file, text] of stale) {
  if (process.argv.includes("--check")) {
    console.error(`${relative(root, file)} is stale: run node scripts/build-runtime.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${relative(root, file)}`);
  }
}
