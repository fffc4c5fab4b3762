import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cli, flowSource, folderWith } from "./support.ts";

const check = (folder: string, ...words: string[]) => cli(folder, ["check", ...words]);

test("what cannot be read is said in one line", async () => {
  const folder = folderWith({ file: "" });
  mkdirSync(join(folder, "folder"));
  symlinkSync("loop.py", join(folder, "loop.py"));
  const said = async (path: string): Promise<unknown> => {
    const { code, out, err } = await check(folder, path);
    return [code, out, err];
  };
  expect(await said("missing.py")).toEqual([2, "", "error: cannot read missing.py: there is no such file\n"]);
  expect(await said("folder")).toEqual([2, "", "error: cannot read folder: it is a folder\n"]);
  expect(await said("file/x.py")).toEqual([
    2,
    "",
    "error: cannot read file/x.py: a part of its path is not a folder\n",
  ]);
  expect(await said("loop.py")).toEqual([
    2,
    "",
    "error: cannot read loop.py: its symbolic links lead back to themselves\n",
  ]);
});

const note = (text: string): string => `# ${text}\n${flowSource()}`;
const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

test.each([
  ["UTF-8", note("süß 🎈")],
  ["UTF-8 with a byte order mark", `\ufeff${flowSource()}`],
  ["latin-1 that says so", latin1(`# -*- coding: latin-1 -*-\n${note("süß")}`)],
  [
    "windows-1252 that says so in its second line",
    latin1(`#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n${note("s\xfc\xdf \x80")}`),
  ],
  ["Windows line ends", flowSource().replaceAll("\n", "\r\n")],
])("%s is read", async (_, bytes) => {
  const folder = folderWith({ "flow.py": bytes });
  expect(await check(folder, "flow.py")).toEqual({ code: 0, out: "", err: "flow.py: nothing to complain about\n" });
});

test.each([
  [
    "latin-1 that does not say so",
    latin1(note("süß")),
    /^error: flow\.py is not UTF-8\n {2}help: save it as UTF-8, or declare/,
  ],
  [
    "a declaration in the third line",
    latin1(`#\n#\n# coding: latin-1\n${note("süß")}`),
    /^error: flow\.py is not UTF-8/,
  ],
  ["a declaration after code", latin1(`import os\n# coding: latin-1\n${note("süß")}`), /^error: flow\.py is not UTF-8/],
  [
    "an unknown encoding",
    latin1(`# coding: klingon\n${note("süß")}`),
    /encoded as klingon: that encoding is not known here/,
  ],
  [
    "a declaration that is wrong",
    latin1(`# coding: shift-jis\n${note("\xfc\xff")}`),
    /encoded as shift-jis: it is not/,
  ],
])("%s is refused", async (_, bytes, message) => {
  const { code, out, err } = await check(folderWith({ "flow.py": bytes }), "flow.py");
  expect(err).toMatch(message);
  expect([code, out]).toEqual([2, ""]);
});

test.each([[new Uint8Array()], [new Uint8Array([0])], ["\0\0\0"], ["("], ["'''"]])(
  "%j gives diagnostics, not exceptions",
  async (bytes) => {
    const { code, err } = await check(folderWith({ "flow.py": bytes }), "flow.py");
    expect(err).toContain("error[");
    expect(err).not.toContain("internal");
    expect(code).toBe(1);
  },
);

test("standard input", async () => {
  const folder = folderWith({ "base.py": flowSource("Base") });
  const source = 'from base import Base\n\nclass Child(Base):\n    pass\n\nif __name__ == "__main__":\n    Child()\n';
  const { code, out } = await cli(folder, ["graph", "-"], { input: source });
  expect([code, JSON.parse(out).steps_order]).toEqual([0, ["end", "start"]]);
  expect((await cli(folder, ["check", "-"], { input: flowSource() })).code).toBe(0);
});

test("modules beside the flow are read, wherever the flow is", async () => {
  const child =
    'from lib.bases import Base\n\nclass Child(Base):\n    pass\n\nif __name__ == "__main__":\n    Child()\n';
  const folder = folderWith({
    "my flows/flow.py": child,
    "my flows/lib/__init__.py": "",
    "my flows/lib/bases.py": "from .deeper import Deep as Base\n",
    "my flows/lib/deeper/__init__.py": "from ..deepest import Deep\n",
    "my flows/lib/deepest.py": flowSource("Deep"),
    "deepest.py": "raise SystemExit\n",
  });
  const { code, out, err } = await cli(folder, ["graph", "my flows/flow.py"]);
  expect(err).toBe("");
  expect([code, JSON.parse(out).steps_order]).toEqual([0, ["end", "start"]]);
});

test("nothing outside of the flow's folder is read", async () => {
  const outside = flowSource("Outside");
  for (const line of ["from ..outside import Outside", "from . import Outside", "from .sibling import Outside"]) {
    const source = `${line}\n\nclass Child(Outside):\n    pass\n\nif __name__ == "__main__":\n    Child()\n`;
    const folder = folderWith({
      "in/flow.py": source,
      "outside.py": outside,
      "in/sibling.py": outside,
      "in/__init__.py": outside,
    });
    expect((await cli(folder, ["graph", "in/flow.py"])).out).not.toContain('"start"');
  }
});

test("a module that cannot be read is left to Python", async () => {
  const folder = folderWith({
    "flow.py": `import broken\nimport folder\n${flowSource()}`,
    "broken.py": latin1("# süß"),
  });
  mkdirSync(join(folder, "folder.py"));
  expect((await check(folder, "flow.py")).code).toBe(0);
});
