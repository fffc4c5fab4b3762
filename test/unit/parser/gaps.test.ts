import { describe, expect, test } from "vitest";
import { plain, read, readExpression } from "./read.ts";

describe("Python that is newer than the one that frozen.json is made with", () => {
  test.each(["t'{a}'", 'T"{a!r}"', "tr'{a}\\n'", "Rt'''{a}\n'''"])("%s is a template", (source) => {
    expect(readExpression(source)).toMatchObject({ kind: "f-string", template: true });
  });

  test("an f-string is no template, a mixture is", () => {
    expect(readExpression("f'{a}'")).toMatchObject({ template: false });
    expect(readExpression("f'{a}' t'{b}' 'c'")).toMatchObject({
      template: true,
      parts: [{ formatted: false }, { formatted: false }, "c"],
    });
  });

  test("several exceptions without parentheses", () => {
    const { module, faults } = read("try:\n    a\nexcept A, B:\n    b\nexcept* C, D:\n    c\n");
    expect(faults).toEqual([]);
    expect(module.body).toMatchObject([{ kind: "try", body: [{}], handlers: [[{}], [{}]] }]);
  });
});

describe("spans", () => {
  test("a parenthesised expression has the span of what is inside, a statement that of its parentheses", () => {
    const [statement] = read("  \n(self.next(self.a)) # c\n").module.body;
    expect(statement).toMatchObject({ span: { from: 3, to: 22 }, expression: { span: { from: 4, to: 21 } } });
  });

  test("decorators belong to their definition, comments and line ends do not", () => {
    const source = "@a\n# b\n@ (c)  # d\nclass E:\n  x = 1  # f\n\n# g\n";
    const [statement] = read(source).module.body;
    if (statement?.kind !== "class") throw new Error("not a class");
    expect(source.slice(statement.span.from, statement.span.to)).toBe("@a\n# b\n@ (c)  # d\nclass E:\n  x = 1");
    expect(statement.decorators.map(({ span }) => source.slice(span.from, span.to))).toEqual(["@a", "@ (c)"]);
  });

  test("a byte order mark counts", () => {
    expect(read("\ufeffx").module.body).toMatchObject([{ expression: { name: "x", span: { from: 1, to: 2 } } }]);
  });

  test("decorators written over several lines keep the steps below them", () => {
    const { module } = read("class A:\n    @x[\n        1\n    ](2)\n    @step\n    async def b(self): pass\n");
    expect(plain(module.body)).toMatchObject([
      {
        body: [
          {
            name: "b",
            isAsync: true,
            decorators: [
              { expression: { kind: "call", callee: { kind: "subscript" } } },
              { expression: { name: "step" } },
            ],
          },
        ],
      },
    ]);
  });
});

describe("what is not taken apart", () => {
  test.each([
    "'\\N{DASH}'",
    "f'\\N{DASH}{a}'",
    "'a' '\\N{DASH}'",
    "'\\ud83d\\ude00'",
    "'a' b'b'",
    "b'é'",
    "'\\x1'",
    "await a",
    "a < b < c",
    "[x for x in y]",
    "(yield)",
  ])("%s is opaque", (source) => {
    const { module } = read(source);
    expect(module.body).toMatchObject([{ expression: { kind: "opaque" } }]);
  });

  test("chains that the grammar breaks off", () => {
    const { module, faults } = read(`class A:\n    x = a${" + b".repeat(2000)}\n    def f(self): pass\n`);
    expect(faults).toEqual([]);
    expect(module.body).toMatchObject([{ body: [{ value: { kind: "opaque" } }, { name: "f" }] }]);
  });

  test("a string in as many parts as one likes", () => {
    expect(readExpression(`(${"'ab'\n".repeat(2000)})`)).toMatchObject({ kind: "string", value: "ab".repeat(2000) });
  });

  test("integers that CPython refuses", () => {
    expect(readExpression("1".repeat(4300))).toMatchObject({ kind: "number" });
    expect(readExpression("1".repeat(4301))).toMatchObject({ kind: "opaque" });
  });
});
