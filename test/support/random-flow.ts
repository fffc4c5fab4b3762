import fc from "fast-check";

/** A piece of a random legal flow; pieces nest to any depth. */
export type Block =
  | { readonly kind: "step" }
  | { readonly kind: "split"; readonly branches: readonly (readonly Block[])[] }
  | { readonly kind: "foreach"; readonly items: number; readonly body: readonly Block[] }
  | { readonly kind: "switch"; readonly arms: readonly (readonly Block[])[]; readonly pick: number }
  | { readonly kind: "loop"; readonly turns: number };

/** Random bodies, at most `depth` deep. */
export function blocks(depth: number): fc.Arbitrary<readonly Block[]> {
  const step = fc.constant<Block>({ kind: "step" });
  const loop = fc.integer({ min: 1, max: 3 }).map((turns): Block => ({ kind: "loop", turns }));
  if (depth === 0)
    return fc.array(fc.oneof({ weight: 4, arbitrary: step }, { weight: 1, arbitrary: loop }), {
      minLength: 1,
      maxLength: 2,
    });
  const inner = blocks(depth - 1);
  const arms = fc.array(fc.oneof({ weight: 4, arbitrary: inner }, { weight: 1, arbitrary: fc.constant([]) }), {
    minLength: 2,
    maxLength: 3,
  });
  const block = fc.oneof(
    { weight: 3, arbitrary: step },
    { weight: 1, arbitrary: loop },
    {
      weight: 2,
      arbitrary: fc
        .array(inner, { minLength: 2, maxLength: 3 })
        .map((branches): Block => ({ kind: "split", branches })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 3 }), inner)
        .map(([items, body]): Block => ({ kind: "foreach", items, body })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(arms, fc.nat(5)).map(([all, pick]): Block => ({ kind: "switch", arms: all, pick })),
    },
  );
  return fc.array(block, { minLength: 1, maxLength: 2 });
}

/** One method of a printed flow. */
export interface PrintedStep {
  readonly name: string;
  readonly isJoin: boolean;
  readonly body: readonly string[];
  /** The arguments of its `self.next`; `null` for the end. */
  readonly next: string | null;
}

/**
 * The steps of a flow made of blocks. Every task adds where it has been to the artifact `trace`, so that two runs with
 * equal artifacts have taken equal ways.
 */
export function flowSteps(body: readonly Block[]): PrintedStep[] {
  const steps: PrintedStep[] = [];
  let count = 0;
  const fresh = (hint: string): string => `${hint}${++count}`;
  const mark = (name: string): string[] => [`self.trace = getattr(self, "trace", []) + ["${name}"]`];
  const join = (name: string, next: string): void => {
    steps.push({
      name,
      isJoin: true,
      body: [`self.trace = sorted(sum([each.trace for each in inputs], [])) + ["${name}"]`],
      next: `self.${next}`,
    });
  };

  // Each block is printed from its end: it knows the step that follows it. A join must not follow a switch directly.
  function sequence(all: readonly Block[], next: string, nextIsJoin: boolean): string {
    let [follower, followerIsJoin] = [next, nextIsJoin];
    for (const block of all.toReversed()) {
      if (followerIsJoin && endsInChoice(block)) {
        const plain = fresh("plain");
        steps.push({ name: plain, isJoin: false, body: mark(plain), next: `self.${follower}` });
        follower = plain;
      }
      follower = print(block, follower);
      followerIsJoin = false;
    }
    return follower;
  }

  function print(block: Block, next: string): string {
    switch (block.kind) {
      case "step": {
        const name = fresh("work");
        steps.push({ name, isJoin: false, body: mark(name), next: `self.${next}` });
        return name;
      }
      case "loop": {
        const name = fresh("loop");
        const again = [
          `self.${name}_turn = getattr(self, "${name}_turn", 0) + 1`,
          `self.${name}_more = self.${name}_turn < ${block.turns}`,
        ];
        steps.push({
          name,
          isJoin: false,
          body: [...mark(name), ...again],
          next: `{True: self.${name}, False: self.${next}}, condition="${name}_more"`,
        });
        return name;
      }
      case "split": {
        const name = fresh("split");
        const joined = fresh("join");
        join(joined, next);
        const firsts = block.branches.map((branch) => sequence(branch, joined, true));
        steps.push({ name, isJoin: false, body: mark(name), next: firsts.map((first) => `self.${first}`).join(", ") });
        return name;
      }
      case "foreach": {
        const name = fresh("each");
        const joined = fresh("join");
        join(joined, next);
        const first = sequence(block.body, joined, true);
        const items = [`self.${name}_items = list(range(${block.items}))`];
        steps.push({
          name,
          isJoin: false,
          body: [...mark(name), ...items],
          next: `self.${first}, foreach="${name}_items"`,
        });
        return name;
      }
      case "switch": {
        const name = fresh("pick");
        const firsts = block.arms.map((arm) => sequence(arm, next, false));
        const cases = firsts.map((first, index) => `${index}: self.${first}`).join(", ");
        const choice = `self.${name}_case = (len(self.trace) + sum(frame.index for frame in self._foreach_stack or []) + ${block.pick}) % ${firsts.length}`;
        steps.push({
          name,
          isJoin: false,
          body: [...mark(name), choice],
          next: `{${cases}}, condition="${name}_case"`,
        });
        return name;
      }
    }
  }

  const first = sequence(body, "end", false);
  steps.push({ name: "end", isJoin: false, body: mark("end"), next: null });
  steps.push({ name: "start", isJoin: false, body: mark("start"), next: `self.${first}` });
  return steps.reverse();
}

function endsInChoice(block: Block): boolean {
  // An arm without steps leads straight on, and a loop is a switch.
  return (
    block.kind === "loop" ||
    (block.kind === "switch" && block.arms.some((arm) => arm.length === 0 || endsInChoice(arm.at(-1) as Block)))
  );
}

/** The source of a flow. */
export function flowSource(steps: readonly PrintedStep[], name = "RandomFlow"): string {
  const methods = steps.map(({ name: step, isJoin, body, next }) => {
    const lines = [...body, ...(next === null ? [] : [`self.next(${next})`])];
    return [
      `    @step`,
      `    def ${step}(self${isJoin ? ", inputs" : ""}):`,
      ...lines.map((line) => `        ${line}`),
    ].join("\n");
  });
  return `from metaflow import FlowSpec, step\n\n\nclass ${name}(FlowSpec):\n${methods.join("\n\n")}\n\n\nif __name__ == "__main__":\n    ${name}()\n`;
}
