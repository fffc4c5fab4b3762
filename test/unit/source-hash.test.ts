import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { sourceHash } from "../../src/source-hash.ts";

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ["with a TextEncoder", globalThis.TextEncoder],
  ["in a bare context", undefined],
])("the hash of a source is that of its UTF-8 bytes, for any text, %s", (_, encoder) => {
  vi.stubGlobal("TextEncoder", encoder);
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
      expect(sourceHash(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});
