/** A split as its join sees it: the set of steps that it fans out to, within the splits around it. */
export interface Fan {
  readonly id: number;
  /** The steps that the split leads to, in the order of its `self.next`. */
  readonly roots: readonly string[];
  readonly below: Fan | null;
}

/** Makes fans so that splits that lead to the same steps, within the same splits, share one. */
export function fanFactory() {
  const fans = new Map<string, Fan>();
  return (roots: readonly string[], below: Fan | null): Fan => {
    const key = `${below?.id ?? 0} ${roots.length} ${[...new Set(roots)].sort().join(" ")}`;
    const fan = fans.get(key) ?? { id: fans.size + 1, roots, below };
    fans.set(key, fan);
    return fan;
  };
}
