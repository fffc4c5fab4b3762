import type { ClassObject } from "./objects.ts";

/**
 * Python's method resolution order (C3) of a class with these bases, without the class itself.
 * Gives `null` where Python raises a TypeError because no order respects all bases.
 */
export function linearize(bases: readonly ClassObject[]): ClassObject[] | null {
  const rows = [...bases.map((base) => [...base.lineage]), [...bases]];
  const order: ClassObject[] = [];
  for (;;) {
    const left = rows.filter((row) => row.length > 0);
    if (left.length === 0) return order;
    const next = left.map((row) => row[0]).find((head) => left.every((row) => row.indexOf(head as ClassObject, 1) < 0));
    if (!next) return null;
    order.push(next);
    for (const row of left) if (row[0] === next) row.shift();
  }
}

/** The attribute that Python finds on a class, and the class that holds it. */
export function findMember(owner: ClassObject, name: string) {
  for (const holder of owner.lineage) {
    const member = holder.members.get(name);
    if (member) return { holder, member };
  }
  return null;
}

/** Names of all members of a class, as `dir` gives them: sorted by code point. */
export function memberNames(owner: ClassObject): string[] {
  const names = new Set(owner.lineage.flatMap((holder) => [...holder.members.keys()]));
  return [...names].sort(byCodePoint);
}

/** Compares by code point, as Python does; JavaScript's `<` compares UTF-16 units. */
export function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
}
