import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as py from "../../../src/emit/python/index.ts";
import { importLines } from "../../../src/emit/python/symbols.ts";
import { complaints, createRuff } from "./ruff.ts";

const ruff = createRuff();

/** A file with everything that a module can hold. */
function everything(): string {
  const file = py.pythonModule();
  file.docstring("A flow on Prefect.\n\n    python flow.py run\n\nMade by hand.");
  const flow = file.import("prefect", "flow");
  const any = file.import("typing", "Any");
  const dataclass = file.import("dataclasses", "dataclass");
  file.add(py.assign("FLOW_NAME", py.string("Größe")), py.assign("MAX_WORKERS", py.int(16)));
  file.section("the flow");
  file.add(
    py.comment("Steps that are not listed have no decorators."),
    py.assign(
      "STEPS",
      py.dict(
        [
          [py.string("start"), py.literal({ retries: 2, environment: { COLOUR: "blue" } })],
          [
            py.string("train"),
            py.literal({ tags: ["a".repeat(30), "b".repeat(30)], environment: { COLOUR: "green" } }),
          ],
        ],
        { explode: true },
      ),
      { annotation: `dict[str, dict[str, ${any}]]` },
    ),
  );
  file.add(
    py.class(
      "Item",
      [],
      [
        py.docstring("One item."),
        py.declare("parent", "str"),
        py.assign("index", py.int(0), { annotation: "int | None" }),
        py.def("label", [py.parameter("self")], "str", [
          py.return(py.fstring([{ value: "self.parent" }, "/", { value: py.call("str", ["self.index"]) }])),
        ]),
      ],
      { decorators: [py.call(dataclass, [py.keyword("frozen", py.bool(true))])] },
    ),
  );
  file.add(
    py.asyncDef(
      "main_flow",
      [
        py.parameter("run", any),
        py.parameter("width", "int", py.int(3)),
        py.parameter("*"),
        py.parameter("resume_from", "str | None", py.none),
      ],
      "str",
      [
        py.docstring('Runs "it"'),
        py.assign("start", py.await(py.call("run.step", [py.string("start"), "run.parameters"]))),
        py.assign(
          "again",
          py.await(
            py.call("run.loop", [py.string("again_and_again_and_again"), "start", py.keyword("width", "width")]),
          ),
        ),
        py.with(
          [
            [py.call("run.slot")],
            [py.call("open", [py.string("x"), py.keyword("encoding", py.string("utf-8"))]), "file"],
          ],
          [py.expression(py.call("file.read"))],
        ),
        py.with(
          [
            [py.call("run.slot_for_a_step_that_is_called", [py.string("start")])],
            [py.call("run.slot_for_a_step_that_is_called"), "slot"],
          ],
          [py.expression(py.call("slot.take"))],
        ),
        py.try(
          [py.expression(py.await(py.call("run.check")))],
          [
            {
              exception: "ValueError",
              name: "error",
              body: [py.raise(py.call("RuntimeError", [py.string("no")]), "error")],
            },
          ],
          [py.expression(py.call("run.close"))],
        ),
        py.match("again.chosen", [
          [py.string("odd"), [py.return(py.string("odd"))]],
          [[py.string("even"), py.none], [py.return(py.attribute("again", "name"))]],
          ["_", [py.if(py.binary("resume_from", "is", py.none), [py.pass], [py.if("width", [py.pass], [py.pass])])]],
        ]),
        py.return(py.conditional("width", py.string("wide"), py.string("narrow"))),
      ],
      { decorators: [py.call(flow, [py.keyword("name", py.string("Größe"))])] },
    ),
  );
  file.section("the same in every file");
  file.raw(
    "# What runs a step.\nasync def run_step(path: Path) -> None:\n    await asyncio.sleep(path.stat().st_size)\n",
    [{ module: "asyncio" }, { module: "pathlib", name: "Path" }],
  );
  file.raw("LIMITS = [\n    6,  # Metaflow's own\n]\n");
  file.add(
    py.if(py.binary("__name__", "==", py.string("__main__")), [
      py.expression(py.call("asyncio.run", [py.call("main_flow", [py.none])])),
    ]),
  );
  return file.print();
}

describe("a module", () => {
  test("is what it should be", () => {
    expect(everything()).toMatchSnapshot();
  });

  test("is formatted and free of faults", () => {
    const text = everything();
    expect(ruff.format(text)).toBe(text);
    expect(complaints(ruff, text)).toEqual([]);
  });

  test("imports under another name what is in use", () => {
    const file = py.pythonModule();
    file.names.reserve("flow");
    expect(file.import("prefect", "flow")).toBe("prefect_flow");
    expect(file.import("prefect", "flow")).toBe("prefect_flow");
    expect(file.import("os.path")).toBe("os.path");
    expect(file.import("os")).toBe("os");
    expect(file.print()).toBe("import os\nimport os.path\n\nfrom prefect import flow as prefect_flow\n");
  });

  test("refuses runtime text that needs a name for something else", () => {
    const file = py.pythonModule();
    file.raw("x = 1", [{ module: "pathlib", name: "Path" }]);
    expect(() => file.raw("y = 1", [{ module: "zipfile", name: "Path" }])).toThrow("Path");
  });

  test.each([
    ["import os", "x = 1"],
    ["def f(): pass", "x = [\n    1,\n]"],
    ["@d\ndef f(): pass", "if x:\n    y()"],
    ["# c\nclass A: pass", "# only a comment"],
    ["x = 1", "async def f():\n    return (\n        1\n    )"],
  ])("puts raw text between blank lines: %j %j", (first, second) => {
    const file = py.pythonModule();
    for (const text of [first, second, first]) {
      const formatted = ruff.format(`${text}\n`);
      file.raw(formatted);
    }
    file.section("end");
    file.add(py.def("last", [], null, []));
    file.section("empty");
    const text = file.print();
    expect(ruff.format(text)).toBe(text);
  });
});

describe("imports", () => {
  test("are sorted and merged as ruff demands", () => {
    const part = fc.constantFrom(
      "os",
      "json",
      "asyncio",
      "prefect",
      "prefect.runtime",
      "dagster",
      "Zeta",
      "a2",
      "a10",
      "collections.abc",
      "__future__",
    );
    const name = fc.constantFrom(
      "Path",
      "flow",
      "task",
      "NO_CACHE",
      "Any",
      "a1",
      "a10",
      "b",
      "Task",
      "TASK2",
      "T",
      "annotations",
      "_x",
      "aB",
      "Ab",
    );
    const symbol = fc.record({
      module: part,
      name: fc.option(name, { nil: undefined }),
      alias: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
    });
    const thirdParty = ["prefect", "dagster", "Zeta", "a2", "a10"];
    const sorter = createRuff("py310", ["I"]);
    fc.assert(
      fc.property(fc.array(symbol, { maxLength: 30 }), (all) => {
        const symbols = all.filter(
          ({ module, name, alias }) => module !== "__future__" || (name !== undefined && !alias),
        );
        const text = `${importLines(symbols, { thirdParty }).join("\n")}\n`;
        expect(complaints(sorter, text)).toEqual([]);
        expect(sorter.format(text.trim() ? text : "")).toBe(text.trim() ? text : "");
        for (const { name, alias } of symbols) if (name ?? alias) expect(text).toContain(alias ?? name);
      }),
      { numRuns: 1000 },
    );
  });

  test("of packages that are not Python's own may stand behind other lines, which ruff accepts", () => {
    const beforeThirdParty = {
      lines: ['if __name__ == "__main__":', "    gc.disable()"],
      imports: [{ module: "gc" }],
    };
    const text = `${importLines([{ module: "prefect" }, { module: "os" }], { beforeThirdParty }).join("\n")}\n`;
    expect(text).toBe('import gc\nimport os\n\nif __name__ == "__main__":\n    gc.disable()\n\nimport prefect\n');
    const sorter = createRuff("py310", ["I", "E"]);
    expect(complaints(sorter, text)).toEqual([]);
    expect(sorter.format(text)).toBe(text);
    expect(importLines([{ module: "os" }], { beforeThirdParty })).toEqual(["import os"]);
  });
});

describe("names", () => {
  test("keep off Python's words and each other", () => {
    const scope = py.createScope();
    const hints = [
      "start",
      "start",
      "list",
      "match",
      "None",
      "l",
      "a b",
      "1st",
      "größe",
      "ﬁnal",
      "final",
      "",
      "x_",
      "list_",
    ];
    expect(hints.map(scope.fresh)).toEqual([
      "start",
      "start_2",
      "list_",
      "match_",
      "None_",
      "l_",
      "a_b",
      "_1st",
      "größe",
      "final",
      "final_2",
      "__",
      "x_",
      "list_2",
    ]);
  });

  test("of an inner scope stay there", () => {
    const outer = py.createScope();
    outer.reserve("run");
    const inner = outer.inner();
    expect(inner.fresh("run")).toBe("run_2");
    expect(inner.fresh("item")).toBe("item");
    expect(outer.fresh("item")).toBe("item");
  });
});
