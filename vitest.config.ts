import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 120_000 },
      },
      {
        // Runs dist/cli.js, and the package as npm packs it: needs a build.
        test: { name: "cli", include: ["test/cli/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        // Asks the real Metaflow: needs Python.
        test: {
          name: "live",
          sequence: { groupOrder: 1 },
          include: ["test/live/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        // Runs real engines: needs Python, takes minutes.
        test: {
          name: "engine",
          sequence: { groupOrder: 2 },
          include: ["test/engine/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
