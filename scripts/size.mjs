#!/usr/bin/env node
// @ts-check
/** `npm run size`: what a browser loads for each entry point, with its dependencies; fails above the budget. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { prettierDoc } from "./prettier-doc.mjs";

/** The compiler alone, with one target, and with all, in bytes of gzip: a little above what they take. */
const budgets = {
  core: 97_000,
  "core, json": 97_000,
  "core, local": 140_000,
  "core, prefect": 151_000,
  "core, dagster": 158_000,
  "core, temporal": 158_000,
  index: 189_000,
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} name */
function fileOf(name) {
  if (name === "core" || name === "index") return `./src/${name}.ts`;
  return name === "json" ? "./src/emit/graph/json.ts" : `./src/emit/${name}/index.ts`;
}

for (const [names, budget] of Object.entries(budgets)) {
  const files = names.split(", ").map(fileOf);
  if (!files.every((file) => existsSync(join(root, file)))) continue;
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `export * from "${file}";`).join("\n"), resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    plugins: [prettierDoc()],
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  const gzip = gzipSync(contents, { level: 9 }).length;
  const sizes = [contents.length, gzip, brotliCompressSync(contents).length].map((size) =>
    (size / 1000).toFixed(1).padStart(7),
  );
  console.log(
    `${names.padEnd(16)} ${sizes[0]} kB, gzip ${sizes[1]} kB, brotli ${sizes[2]} kB${gzip > budget ? "  ABOVE ITS BUDGET" : ""}`,
  );
  if (gzip > budget) process.exitCode = 1;
}
