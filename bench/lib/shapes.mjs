const HEAD = "from metaflow import FlowSpec, step\n\n\nclass Bench(FlowSpec):\n";
const END = method("end", "", "pass");

function method(name, more, body) {
  return `    @step\n    def ${name}(self${more}):\n        ${body}\n\n`;
}

const named = (prefix, index) => (index === 0 ? "start" : `${prefix}${index}`);

/** Flows of about `steps` steps, by what makes them large. */
export const shapes = {
  chain(steps) {
    const body = Array.from({ length: steps }, (_, index) => {
      return method(named("s", index), "", `self.next(self.${index === steps - 1 ? "end" : `s${index + 1}`})`);
    });
    return HEAD + body.join("") + END;
  },
  "wide split"(steps) {
    const branches = Array.from({ length: steps }, (_, index) => `b${index}`);
    const start = method("start", "", `self.next(${branches.map((branch) => `self.${branch}`).join(", ")})`);
    const body = branches.map((branch) => method(branch, "", "self.next(self.joined)")).join("");
    return HEAD + start + body + method("joined", ", inputs", "self.next(self.end)") + END;
  },
  "nested foreach"(steps) {
    const depth = Math.floor(steps / 2);
    let text = HEAD;
    for (let level = 0; level < depth; level++) {
      text += method(
        named("f", level),
        "",
        `self.next(self.${level === depth - 1 ? "work" : `f${level + 1}`}, foreach="items")`,
      );
    }
    text += method("work", "", `self.next(self.j${depth - 1})`);
    for (let level = depth - 1; level >= 0; level--) {
      text += method(`j${level}`, ", inputs", `self.next(self.${level === 0 ? "end" : `j${level - 1}`})`);
    }
    return text + END;
  },
  "nested switches"(steps) {
    const depth = Math.floor(steps / 2);
    let text = HEAD;
    for (let level = 0; level < depth; level++) {
      const deeper = level === depth - 1 ? "end" : `p${level + 1}`;
      text += method(named("p", level), "", `self.next({"a": self.${deeper}, "b": self.q${level}}, condition="case")`);
      text += method(`q${level}`, "", "self.next(self.end)");
    }
    return text + END;
  },
  "chained splits"(steps) {
    const links = Math.floor(steps / 4);
    let text = HEAD;
    for (let link = 0; link < links; link++) {
      text += method(named("s", link), "", `self.next(self.a${link}, self.b${link})`);
      text += method(`a${link}`, "", `self.next(self.j${link})`) + method(`b${link}`, "", `self.next(self.j${link})`);
      text += method(`j${link}`, ", inputs", `self.next(self.${link === links - 1 ? "end" : `s${link + 1}`})`);
    }
    return text + END;
  },
};
