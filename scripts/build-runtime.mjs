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
const SHARED_ORDER = ["tables", "tasks", "step_client", "session", "command_line", "display", "direct"];
/** The modules of the folder `step_server`: a program of its own, which is carried as text. The last one starts it. */
const STEP_SERVER = ["channel", "loading", "command", "configs", "launcher", "launching_side", "child", "server"];

const pythonNames = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".py"))
    .map((file) => basename(file, ".py"))
    .sort();

/** Each module after those of its folder that it imports: decorators and base classes are evaluated from top to bottom. */
function inOrder(folder, names) {
  const ordered = new Set();
  const visit = (name) => {
    if (ordered.has(name)) return;
    const text = readFileSync(join(folder, `${name}.py`), "utf8");
    const imported = [...text.matchAll(/^from (\w+) import/gm)].map(([, module]) => module);
    for (const other of names) if (other !== name && imported.includes(other)) visit(other);
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

function render(modules, typeFrom) {
  const constants = modules.map(
    (module) => `export const ${camel(module.name)}: RuntimeModule = ${literal(module)};\n`,
  );
  const list = modules.map((module) => camel(module.name)).join(", ");
  return [
    "// Made by scripts/build-runtime.mjs from the Python files beside it. Do not edit.",
    `import type { RuntimeModule } from "${typeFrom}";\n`,
    ...constants,
    "/** In the order in which a generated file carries them. */",
    `export const modules: readonly RuntimeModule[] = [${list}];\n`,
  ].join("\n");
}

const runtime = join(emit, "runtime");
const shared = pythonNames(runtime).filter((name) => !STAND_INS.has(name));
const rank = (name) => (SHARED_ORDER.includes(name) ? SHARED_ORDER.indexOf(name) : SHARED_ORDER.length);
shared.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const outputs = new Map();
const add = (folder, names, typeFrom, ...more) => {
  const own = new Set([...shared, ...names, ...STAND_INS]);
  const read = names.map((name) => readModule(join(folder, `${name}.py`), own));
  const modules = [...read, ...more].map(({ name, imports, names, body }) => ({ name, imports, names, body }));
  outputs.set(join(folder, "runtime.generated.ts"), { text: render(modules, typeFrom), modules });
  return modules;
};
const stepServer = readStepServer(join(runtime, "step_server"));
const sharedModules = add(runtime, shared, "./runtime-module.ts", stepServer);
for (const entry of readdirSync(emit, { withFileTypes: true })) {
  const folder = join(emit, entry.name);
  if (!entry.isDirectory() || folder === runtime) continue;
  const names = inOrder(
    folder,
    pythonNames(folder).filter((name) => !STAND_INS.has(name)),
  );
  if (names.length === 0) continue;
  refuseDuplicates(entry.name, [...sharedModules, ...add(folder, names, "../runtime/runtime-module.ts")]);
}

const stale = [...outputs].filter(([file, { text }]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
for (const [file, { text }] of stale) {
  if (process.argv.includes("--check")) {
    console.error(`${relative(root, file)} is stale: run node scripts/build-runtime.mjs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${relative(root, file)}`);
  }
}
