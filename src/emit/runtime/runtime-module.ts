/** One import of a runtime module: `import module` or `from module import name`, with its alias. */
export interface RuntimeImport {
  readonly module: string;
  /** Absent for `import module`. */
  readonly name?: string;
  readonly alias?: string;
}

/**
 * A Python module that generated files carry, taken apart so that several of them fit into one file.
 * Made by `scripts/build-runtime.mjs` from the `.py` file of that name.
 */
export interface RuntimeModule {
  readonly name: string;
  /** Imports from outside the runtime, to be merged with those of the other modules. */
  readonly imports: readonly RuntimeImport[];
  /** Names that the body defines at its top level; unique over the modules of a target. */
  readonly names: readonly string[];
  /** The text after the docstring and the imports, formatted, ending in a newline. */
  readonly body: string;
}
