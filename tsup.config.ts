import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { prettierDoc } from "./scripts/prettier-doc.mjs";

/** The entry points that exist, by the name of their bundle. */
function existing(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));
}

const library = existing({
  index: "src/index.ts",
  core: "src/core.ts",
  local: "src/emit/local/index.ts",
  prefect: "src/emit/prefect/index.ts",
  dagster: "src/emit/dagster/index.ts",
  temporal: "src/emit/temporal/index.ts",
});
const cli = existing({ cli: "src/cli/main.ts" });

/** Packages that are part of the bundles, whose licences must come with them. */
const bundled = ["prettier", "@noble/hashes"];
/** Those that are part of the command line only. */
const bundledByCli = ["@lezer/common", "@lezer/highlight", "@lezer/lr", "@lezer/python"];

export default defineConfig([
  {
    entry: library,
    format: ["esm", "cjs"],
    platform: "neutral",
    target: "es2022",
    // The compiler options of tsup's own declaration builder are deprecated in TypeScript 6.
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
    splitting: true,
    treeshake: false,
    external: [/^@lezer\//],
    noExternal: bundled.map((name) => new RegExp(`^${name}(/|$)`)),
    esbuildPlugins: [prettierDoc()],
    async onSuccess() {
      const notices = [...bundled, ...bundledByCli].map(
        (name) => `# ${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`,
      );
      writeFileSync("dist/THIRD-PARTY-NOTICES.md", notices.join("\n"));
    },
  },
  ...(Object.keys(cli).length === 0
    ? []
    : [
        {
          entry: cli,
          format: ["esm" as const],
          platform: "node" as const,
          target: "node20",
          splitting: false,
          // One small file, without a search in node_modules: the command line is up sooner.
          noExternal: [/.*/],
          minify: true,
          banner: { js: "#!/usr/bin/env node" },
          esbuildPlugins: [prettierDoc()],
        },
      ]),
]);
