import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Hard limit of lines in a file; most should have far fewer. */
const maximumLines = 400;

interface SourceFile {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Modules that it imports: packages by name, files by their path from the root. */
  readonly imports: readonly string[];
}

const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => read(join(entry.parentPath, entry.name)));
const written = files.filter(({ path }) => !path.endsWith(".generated.ts"));

function read(file: string): SourceFile {
  const text = readFileSync(file, "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const imports = tree.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const module = statement.moduleSpecifier;
    return module && ts.isStringLiteral(module) ? [module.text] : [];
  });
  return {
    path: slashes(relative(root, file)),
    text,
    tree,
    imports: imports.map((name) => (name.startsWith(".") ? slashes(relative(root, join(dirname(file), name))) : name)),
  };
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}

/** Imports that break a rule, as `file imports module`. */
function forbidden(from: RegExp, module: RegExp, but = /^$/): string[] {
  return files
    .filter(({ path }) => from.test(path))
    .flatMap(({ path, imports }) =>
      imports.filter((it) => module.test(it) && !but.test(it)).map((it) => `${path} imports ${it}`),
    );
}

describe("imports", () => {
  test("only the parser knows Lezer", () => {
    expect(forbidden(/^src\/(?!parser\/)/, /^@lezer\//)).toEqual([]);
  });

  test("emitters do not parse", () => {
    expect(forbidden(/^src\/emit\//, /^src\/parser\//)).toEqual([]);
  });

  test("emitters do not import one another", () => {
    const shared = new Set(["metaflow", "runtime", "python"]);
    const folderOf = (path: string): string | undefined => /^src\/emit\/([^/]+)\//.exec(path)?.[1];
    const faults = files.flatMap(({ path, imports }) => {
      const own = folderOf(path);
      if (own === undefined) return [];
      return imports
        .filter((it) => {
          const other = folderOf(it);
          return other !== undefined && other !== own && !shared.has(other);
        })
        .map((it) => `${path} imports ${it}`);
    });
    expect(faults).toEqual([]);
  });

  test("diagnostics and the parser stand alone, the graph knows no target", () => {
    expect(forbidden(/^src\/diagnostics\//, /^src\/(?!diagnostics\/)/)).toEqual([]);
    expect(forbidden(/^src\/parser\//, /^src\/(?!diagnostics\/|parser\/|ir\/value\.ts)/)).toEqual([]);
    expect(forbidden(/^src\/ir\//, /^src\/(emit|cli|plugin)\//)).toEqual([]);
  });

  test("only the command line and the plugin touch Node", () => {
    expect(forbidden(/^src\/(?!cli\/|plugin\/)/, /^node:/)).toEqual([]);
    const globals = new Set([
      "process",
      "Buffer",
      "window",
      "document",
      "globalThis",
      "require",
      "__dirname",
      "__filename",
    ]);
    const faults = written.flatMap(({ path, tree }) =>
      /^src\/(cli|plugin)\//.test(path) ? [] : namesIn(tree, globals).map((name) => `${path} uses ${name}`),
    );
    expect(faults).toEqual([]);
  });

  test("packages are those that are bundled or depended on", () => {
    const known = /^(@lezer\/(common|python|lr)|prettier\/doc|@noble\/hashes\/\w+\.js)$/;
    expect(forbidden(/^src\/(?!cli\/|plugin\/)/, /^(?!src\/|node:)/, known)).toEqual([]);
  });
});

describe("files", () => {
  test(`have at most ${maximumLines} lines`, () => {
    const long = written.map(({ path, text }) => [path, text.split("\n").length] as const);
    expect(long.filter(([, lines]) => lines > maximumLines)).toEqual([]);
  });

  test("document every export", () => {
    const faults = written.flatMap(({ path, tree }) =>
      tree.statements
        .filter((it) => isExported(it) && !hasDoc(it))
        .map((it) => `${path}:${tree.getLineAndCharacterOfPosition(it.getStart()).line + 1}`),
    );
    expect(faults).toEqual([]);
  });

  test("keep no state at their top level", () => {
    const faults = written.flatMap(({ path, tree }) =>
      tree.statements
        .filter((it) => ts.isVariableStatement(it) && !(it.declarationList.flags & ts.NodeFlags.Const))
        .map((it) => `${path}: ${it.getText().slice(0, 60)}`),
    );
    expect(faults).toEqual([]);
  });
});

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** Overloads and lists of several names share one comment; `export const { a, b } = …` only passes on. */
function hasDoc(statement: ts.Statement): boolean {
  if (
    ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some((it) => !ts.isIdentifier(it.name))
  ) {
    return true;
  }
  return ts.getJSDocCommentsAndTags(statement).length > 0;
}

/** Free uses of names: not properties, and not declared in the file. */
function namesIn(tree: ts.SourceFile, names: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && isFree(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  return (
    !("name" in parent && parent.name === node) &&
    !ts.isBindingElement(parent) &&
    !ts.isShorthandPropertyAssignment(parent)
  );
}
