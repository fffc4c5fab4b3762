/** Strings and comments, attributes, and names that stand by themselves. */
const TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#.*|\.[ \t]*[\p{ID_Start}_][\p{ID_Continue}]*|([\p{ID_Start}_][\p{ID_Continue}]*)/gu;

/** The names in Python that we have printed, wherever they are bound; not those of attributes. */
export function usedNames(code: string): ReadonlySet<string> {
  return new Set([...code.matchAll(TOKEN)].flatMap(([, name]) => name ?? []));
}
