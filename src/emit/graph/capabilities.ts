import type { Capabilities } from "../emitter.ts";

/** A target that only describes a flow shows everything, and takes flows with faults, too. */
export const DESCRIBES: Capabilities = { runs: false, decorators: {}, other: "mapped" };
