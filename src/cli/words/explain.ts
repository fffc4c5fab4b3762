import { nearest } from "../../diagnostics/nearest.ts";
import { fault } from "../fault.ts";
import { COMMON_OPTIONS } from "../options.ts";
import { parseWords } from "../parse-words.ts";
import { printOut } from "../print.ts";
import { EXIT, type Word } from "../word.ts";

/** `explain CODE` */
export const explainWord: Word = {
  name: "explain",
  operands: "CODE",
  summary:
    "Explain a diagnostic: why it is one, an example, what to do. CODE is its name or its number, such as MF2012.",
  options: { "Options of every word": COMMON_OPTIONS },
  async run(words) {
    const { operands } = parseWords(words, COMMON_OPTIONS);
    const [code, ...more] = operands;
    if (code === undefined || more.length > 0) throw fault("explain takes one code", "metaflow-transpile explain CODE");
    const { explanations } = await import("../explanations.generated.ts");
    const wanted = code.toLowerCase();
    const found = Object.entries(explanations).find(
      ([name, { number }]) => name === wanted || number.toLowerCase() === wanted,
    );
    if (!found) {
      const names = Object.entries(explanations).flatMap(([name, { number }]) => [name, number]);
      const near = nearest(code, names);
      const hint =
        near.length > 0 ? `did you mean ${near.join(" or ")}?` : "every diagnostic shows its code in brackets";
      throw fault(`there is no diagnostic ${code}`, hint);
    }
    printOut(`${found[1].page.trimEnd()}\n`);
    return EXIT.done;
  },
};
