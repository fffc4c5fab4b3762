#!/usr/bin/env node
// @ts-check
/** `npm run size`: what a browser loads for each entry point, with its dependencies; fails above the budget. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { prettierDoc } from "./prettier-doc.mjs";

/** Each target with all that it needs, and everything together, in bytes of gzip. */
const budgets = {
  "src/emit/local/index.ts": 40_000,
  "src/emit/prefect/index.ts": 45_000,
  "src/emit/dagster/index.ts": 45_000,
  "src/emit/temporal/index.ts": 45_000,
  "src/index.ts": 60_000,
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
for (const [entry, budget] of Object.entries(budgets)) {
  if (!existsSync(join(root, entry))) continue;
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
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
    `${entry.padEnd(28)} ${sizes[0]} kB, gzip ${sizes[1]} kB, brotli ${sizes[2]} kB${gzip > budget ? "  ABOVE ITS BUDGET" : ""}`,
  );
  if (gzip > budget) process.exitCode = 1;
}
