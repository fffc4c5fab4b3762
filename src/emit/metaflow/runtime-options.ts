import type { OptionTable } from "../../options.ts";

/** Options of all targets whose files carry the runtime. */
export const RUNTIME_OPTIONS = {
  runtime: {
    type: "text",
    flag: "runtime",
    placeholder: "WHERE",
    choices: ["inside", "beside"],
    help: "Carry the runtime inside of the file, or write it once as a file beside those of many flows (inside).",
  },
} as const satisfies OptionTable;
