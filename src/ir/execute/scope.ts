import type { PythonObject, Scope } from "../objects.ts";

/** What a name means in a scope, or `null` when nothing binds it there. */
export function lookUp(scope: Scope, name: string): PythonObject | null {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return null;
}

/** The scope of a function's body: functions do not see the names of a class around them. */
export function functionScope(outer: Scope): Scope {
  let parent: Scope | null = outer;
  while (parent?.isClass) parent = parent.parent;
  return { names: new Map(), parent, source: outer.source, isClass: false };
}
