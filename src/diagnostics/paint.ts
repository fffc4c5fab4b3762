import type { Severity } from "./diagnostic.ts";

/** Colours of a terminal, or none. */
export interface Paint {
  /** What the diagnostic is about, in the colour of its severity. */
  readonly primary: (text: string) => string;
  /** Messages. */
  readonly strong: (text: string) => string;
  /** Line numbers, bars, and what is less important. */
  readonly frame: (text: string) => string;
}

const same = (text: string): string => text;
const ansi = (code: string) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;

/** The colours for a diagnostic of some severity. */
export function paintFor(severity: Severity, color: boolean): Paint {
  if (!color) return { primary: same, strong: same, frame: same };
  const codes: Record<Severity, string> = { error: "1;31", warning: "1;33", info: "1;36" };
  return { primary: ansi(codes[severity]), strong: ansi("1"), frame: ansi("34") };
}
