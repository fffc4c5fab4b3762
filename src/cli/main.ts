import { nearest } from "../diagnostics/nearest.ts";
import { VERSION } from "../version.ts";
import { codeOf, isFault, reasonOf } from "./fault.ts";
import { helpOf, overview } from "./help.ts";
import { printError, printOut } from "./print.ts";
import { EXIT, type Word } from "./word.ts";
import { checkWord } from "./words/check.ts";
import { compileWord } from "./words/compile.ts";
import { explainWord } from "./words/explain.ts";
import { graphWord } from "./words/graph.ts";
import { handOverWord } from "./words/hand-over.ts";

/** Everything that the command line can do. To add a word is to add a file and a line here. */
const words: readonly Word[] = [
  compileWord,
  checkWord,
  graphWord,
  handOverWord("run", "Run a flow here and now."),
  handOverWord("deploy", "Register a flow with the engine."),
  handOverWord("trigger", "Start a run of a flow that was deployed."),
  handOverWord("resume", "Finish a run that failed; what has succeeded is not run again.", "RUN_ID "),
  handOverWord("status", "Say how a run stands.", "RUN_ID "),
  explainWord,
];

function run([name, ...rest]: readonly string[]): number | Promise<number> {
  if (name === undefined) {
    printError(overview(words));
    return EXIT.usage;
  }
  if (name === "--version" || name === "-V") {
    printOut(`${VERSION}\n`);
    return EXIT.done;
  }
  const asked = name === "help" ? rest[0] : name;
  if (asked === undefined || asked === "--help" || asked === "-h") {
    printOut(overview(words));
    return EXIT.done;
  }
  const word = words.find((each) => each.name === asked);
  if (!word) return unknownWord(asked);
  if (name === "help" || asksForHelp(rest)) {
    printOut(helpOf(word));
    return EXIT.done;
  }
  return word.run(rest);
}

/** Help wins over everything else, also over what is missing; words after `--` are not ours. */
function asksForHelp(rest: readonly string[]): boolean {
  const end = rest.indexOf("--");
  return rest.slice(0, end < 0 ? rest.length : end).some((word) => word === "--help" || word === "-h");
}

function unknownWord(name: string): number {
  const near = nearest(
    name,
    words.map((word) => word.name),
  );
  const hint = /\.py$/.test(name)
    ? `did you mean metaflow-transpile compile ${name} --target TARGET?`
    : `did you mean ${near.join(" or ")}?`;
  printError(
    `error: there is no word ${name}\n${near.length > 0 || /\.py$/.test(name) ? `  help: ${hint}\n` : ""}  help: metaflow-transpile --help lists all words\n`,
  );
  return EXIT.usage;
}

/** Says what went wrong without a stack trace, which would tell users nothing. */
function complain(thrown: unknown): number {
  if (isFault(thrown)) {
    printError([`error: ${thrown.message}`, ...thrown.help.map((line) => `  help: ${line}`), ""].join("\n"));
    return EXIT.usage;
  }
  if (codeOf(thrown) !== "" && thrown instanceof Error && "syscall" in thrown) {
    printError(`error: ${"path" in thrown ? `${thrown.path}: ` : ""}${reasonOf(thrown)}\n`);
    return EXIT.usage;
  }
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const where = thrown instanceof Error && process.env.METAFLOW_TRANSPILE_TRACE ? `${thrown.stack}\n` : "";
  printError(
    `error[internal_fault]: internal fault: ${what}\n  help: this is a fault of metaflow-transpile: please report it with the flow\n${where}`,
  );
  return EXIT.failed;
}

function finish(code: number): void {
  process.exitCode = code;
}

try {
  const code = run(process.argv.slice(2));
  if (typeof code === "number") finish(code);
  else code.then(finish, (thrown: unknown) => finish(complain(thrown)));
} catch (thrown) {
  finish(complain(thrown));
}
