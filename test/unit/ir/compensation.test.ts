import { expect, test } from "vitest";
import { analyze, compile } from "../../../src/index.ts";

const EXTENSION = "metaflow_extensions.temporal.plugins.temporal";

function sourceOf(imports: string, decorator: string): string {
  return `from metaflow import FlowSpec
${imports}

class Trip(FlowSpec):
    @step
    def start(self):
        self.next(self.book)

    @step
    def book(self):
        self.next(self.end)

    ${decorator}
    def cancel(self):
        pass

    @step
    def end(self):
        pass
`;
}

test.each([
  [`from metaflow import step\nfrom ${EXTENSION} import compensate`, '@compensate("book")'],
  [`from metaflow import step\nfrom ${EXTENSION} import compensate as undo`, '@undo("book")'],
  [`from metaflow import step\nimport ${EXTENSION} as saga`, '@saga.compensate("book")'],
  [`from ${EXTENSION} import step`, "@book.compensate"],
])("%s %s", (imports, decorator) => {
  const source = sourceOf(imports, decorator);
  const { flow, diagnostics } = analyze(source, { filename: "trip.py" });
  expect(diagnostics).toEqual([]);
  expect(flow?.compensations).toMatchObject([{ handler: "cancel", step: "book" }]);
  const { report, diagnostics: warnings } = compile(source, { target: "temporal", filename: "trip.py" });
  expect(warnings).toMatchObject([{ code: "compensation_not_carried", severity: "warning" }]);
  const [line] = (report?.lines ?? []).filter(({ treatment }) => treatment === "unsupported");
  expect(line).toMatchObject({ name: "@compensate(book) on cancel" });
  const at = line?.place.span;
  expect(source.slice(at?.from, at?.to)).toBe(decorator);
});

test("a step that only Python can tell", () => {
  const source = sourceOf(
    `from metaflow import step\nfrom ${EXTENSION} import compensate\nimport names`,
    "@compensate(names.BOOK)",
  );
  expect(analyze(source, { filename: "trip.py" }).flow?.compensations).toMatchObject([
    { handler: "cancel", step: null },
  ]);
});

test("a decorator of the same name that is another's", () => {
  const source = sourceOf("from metaflow import step\nfrom payments import compensate", '@compensate("book")');
  expect(analyze(source, { filename: "trip.py" }).flow?.compensations).toEqual([]);
});
