import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceHash } from "../../src/source-hash.ts";

test("the hash of a source is that of its UTF-8 bytes, for any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
      expect(sourceHash(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});
