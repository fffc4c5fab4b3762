import { describe, expect, test } from "vitest";
import * as codes from "../../../src/diagnostics/codes.generated.ts";
import { type Diagnostic, diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { applyLevels } from "../../../src/diagnostics/levels.ts";
import { sortDiagnostics } from "../../../src/diagnostics/sort.ts";

const place = (from: number, file = "flow.py") => ({ file, span: { from, to: from + 1 } });
const error = diagnostic({ code: "step_unreachable", severity: "error", message: "m", help: [], url: null }, place(9));
const warning = diagnostic(codes.level_unknown({ code: "x" }), place(1));

describe("levels", () => {
  test("of warnings can be set", () => {
    expect(applyLevels([warning], { level_unknown: "off" })).toEqual([]);
    expect(applyLevels([warning], { level_unknown: "error" })[0]?.severity).toBe("error");
    expect(applyLevels([warning], { level_unknown: "info" })[0]?.severity).toBe("info");
  });

  test("of errors stay, and that is said", () => {
    expect(
      applyLevels([error], { step_unreachable: "off" }).map(({ code, severity }) => `${code} ${severity}`),
    ).toEqual(["level_not_adjustable warning", "step_unreachable error"]);
    expect(applyLevels([error], { step_unreachable: "error" })).toEqual([error]);
  });

  test("of warnings about what a run does stay at least that", () => {
    const unread = diagnostic(codes.base_unknown({ base: "Base", class: "Flow" }), place(1));
    const levelled = applyLevels([unread], { base_unknown: "off" });
    expect(levelled.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      "level_not_adjustable warning",
      "base_unknown warning",
    ]);
    expect(applyLevels([unread], { base_unknown: "error" }).map(({ severity }) => severity)).toEqual(["error"]);
    expect(applyLevels([unread], { base_unknown: "warning" })).toEqual([unread]);
  });

  test("of codes that do not exist are reported", () => {
    for (const code of ["no_such_code", "toString"]) {
      expect(applyLevels([error], { [code]: "off" }).map((it) => it.code)).toEqual([
        "level_unknown",
        "step_unreachable",
      ]);
    }
  });
});

test("diagnostics come in source order, each once", () => {
  const elsewhere: Diagnostic = { ...error, place: place(0, "base.py") };
  const nowhere: Diagnostic = { ...error, place: null };
  const compat: Diagnostic = { ...error, compat: { message: "Metaflow's", line: 3 } };
  expect(sortDiagnostics([error, elsewhere, warning, compat, nowhere, nowhere])).toEqual([
    nowhere,
    warning,
    compat,
    elsewhere,
  ]);
});

test("a help line whose placeholder is not given is left out", async () => {
  const { textOf } = await import("../../../src/diagnostics/text.ts");
  expect(textOf("a_b", "error", "m", ["x", false, "y"]).help).toEqual(["x", "y"]);
});
