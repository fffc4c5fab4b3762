/**
 * The splits that are open at a node, innermost first: a list that shares its tail with those of other nodes, since a
 * list a node would take quadratic room in deeply nested flows.
 */
export interface OpenSplits {
  readonly split: string;
  /** The target of the split that leads here. */
  readonly branch: string;
  readonly below: OpenSplits | null;
  readonly depth: number;
  /** This one or the nearest one below that is a foreach. */
  readonly foreach: OpenSplits | null;
  /** Equal for two nodes with the same splits open. */
  readonly identity: number;
}

/** Makes `OpenSplits` so that equal lists of splits get equal identities. */
export function openSplitsFactory() {
  const identities = new Map<string, number>();
  return (split: string, branch: string, below: OpenSplits | null, isForeach: boolean): OpenSplits => {
    const key = `${below?.identity ?? 0} ${split}`;
    const identity = identities.get(key) ?? identities.size + 1;
    identities.set(key, identity);
    const made = { split, branch, below, depth: (below?.depth ?? 0) + 1, foreach: below?.foreach ?? null, identity };
    if (isForeach) made.foreach = made;
    return made;
  };
}

/** The list from the outermost to the innermost split. */
export function outermostFirst<T>(open: OpenSplits | null, pick: (each: OpenSplits) => T): T[] {
  const all: T[] = [];
  for (let at = open; at; at = at.below) all.push(pick(at));
  return all.reverse();
}
