import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { flowSource, folderWith, ROOT, run, type Said } from "./support.ts";

const { name, version, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
/** Entry points whose target exists. */
const entries = Object.keys(exports).filter(
  (path) => path !== "./package.json" && existsSync(join(ROOT, exports[path].import.default)),
);
const specifiers = entries.map((path) => `${name}${path.slice(1)}`);

const folder = folderWith({ "package.json": '{"private": true}\n', "flow.py": flowSource() });
const installed = join(folder, "node_modules", name);
const tarball = join(folder, `${name}-${version}.tgz`);
const node = (...words: string[]): Promise<Said> => run(process.execPath, words, folder);
const tool = (path: string, ...words: string[]): Promise<Said> => node(join(ROOT, "node_modules", path), ...words);

beforeAll(async () => {
  const packed = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], ROOT);
  expect(packed.code, packed.err).toBe(0);
  const done = await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], folder);
  expect(done.code, done.err).toBe(0);
}, 120_000);

test("the package holds what it needs, and nothing else", () => {
  const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
  for (const file of ["LICENSE", "package.json", "dist/cli.js", "dist/index.d.cts"]) expect(files).toContain(file);
  expect(files.filter((file) => /^(src|test|scripts)\b|(^|\/)\.|\.map$/.test(file))).toEqual([]);
  expect(readdirSync(join(folder, "node_modules")).filter((each) => !each.startsWith("."))).toEqual(["@lezer", name]);
});

test("its command", async () => {
  const command = join(folder, "node_modules/.bin", name);
  expect(await run(command, ["--version"], folder)).toEqual({ code: 0, out: `${version}\n`, err: "" });
  expect((await run(command, ["compile", "flow.py", "--target", "local"], folder)).err).toBe("wrote flow_local.py\n");
  expect((await run(command, ["explain", "MF2012"], folder)).out).toMatch(/^step_unreachable\n/);
});

const program = (imports: string): string => `${imports}
const { code, diagnostics } = index.compile(${JSON.stringify(flowSource())}, { target: "local" });
if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
const result = index.compile(${JSON.stringify(flowSource())}, { target: local.local });
console.log(code.split("\\n")[0], result.code === code, specifiers.length);
`;

test("as an ES module", async () => {
  const imports = `import * as index from "${name}"; import * as local from "${name}/local";
const specifiers = await Promise.all(${JSON.stringify(specifiers)}.map((each) => import(each)));`;
  writeFileSync(join(folder, "use.mjs"), program(imports));
  expect(await node("use.mjs")).toEqual({
    code: 0,
    out: `"""Example on plain asyncio. true ${specifiers.length}\n`,
    err: "",
  });
});

test("as CommonJS", async () => {
  const imports = `const index = require("${name}"); const local = require("${name}/local");
const specifiers = ${JSON.stringify(specifiers)}.map((each) => require(each));`;
  writeFileSync(join(folder, "use.cjs"), program(imports));
  expect(await node("use.cjs")).toEqual({
    code: 0,
    out: `"""Example on plain asyncio. true ${specifiers.length}\n`,
    err: "",
  });
});

test("its types, for both", async () => {
  const source = `import { compile, targets, type CompileResult } from "${name}";
import { local } from "${name}/local";
const result: CompileResult = compile("", { target: "local", maxWorkers: 2, tag: ["a"] });
const code: string = compile("", { target: local }).code;
const name: "local" = targets.local.name;
// @ts-expect-error: it is a number
compile("", { target: "local", maxWorkers: "2" });
export { code, name, result };
`;
  writeFileSync(join(folder, "types.mts"), source);
  writeFileSync(join(folder, "types.cts"), source);
  const options = {
    module: "NodeNext",
    moduleResolution: "NodeNext",
    target: "ES2022",
    strict: true,
    noEmit: true,
    types: [],
    lib: ["ES2023"],
    skipLibCheck: false,
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["types.mts", "types.cts"] }),
  );
  expect(await tool("typescript/bin/tsc", "-p", "tsconfig.json")).toEqual({ code: 0, out: "", err: "" });
});

test("publint finds nothing", async () => {
  const { code, out, err } = await tool("publint/src/cli.js", tarball, "--strict");
  expect(code, out + err).toBe(0);
});

test("are-the-types-wrong finds nothing", async () => {
  // Only for entry points whose target exists.
  const words = ["--profile", "node16", "--format", "ascii", "--entrypoints", ...entries];
  const { code, out, err } = await tool("@arethetypeswrong/cli/dist/index.js", tarball, ...words);
  expect(code, out + err).toBe(0);
});
