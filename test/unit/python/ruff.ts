import ruff from "@astral-sh/ruff-wasm-nodejs";

/** What every generated file must pass. */
const rules = ["F", "E4", "E7", "E9", "I", "B", "UP"];

/** A Ruff workspace for one minimum version of Python, such as `py310`. */
export function createRuff(target = "py310", select: readonly string[] = rules) {
  const options = {
    "line-length": 88,
    "target-version": target,
    lint: { select },
    format: { "quote-style": "double" },
  };
  return new ruff.Workspace(options, ruff.PositionEncoding.Utf16);
}

/** Ruff's complaints, one line each. */
export function complaints(workspace: ReturnType<typeof createRuff>, text: string): string[] {
  const found = workspace.check(text) as { code: string; message: string; start_location: { row: number } }[];
  return found.map((it) => `${it.start_location.row}: ${it.code} ${it.message}`);
}
