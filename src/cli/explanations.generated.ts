// Generated from messages/*.md by "npm run generate". Do not edit.

/** What `metaflow-transpile explain` prints, by code. */
export const explanations: Readonly<Record<string, { readonly number: string; readonly page: string }>> = {
  syntax_error: {
    number: "MF1001",
    page: "syntax_error\n\nMF1001 · error\n\n> <problem>\n\n> help: <hint>\n\nThe text cannot be read as Python at this place.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, Parameter, step\n\n\nclass Comma(FlowSpec):\n    rate = Parameter(\"rate\" default=1)\n\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, Parameter, step\n\n\nclass Comma(FlowSpec):\n    rate = Parameter(\"rate\", default=1)\n\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  unterminated_string: {
    number: "MF1002",
    page: "unterminated_string\n\nMF1002 · error\n\n> this string is never closed\n\n> help: add `<quote>` where the string should end\n\nA string in single quotes ends on its own line; one in triple quotes would otherwise swallow the rest of the file, steps included.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Quote(FlowSpec):\n    @step\n    def start(self):\n        self.word = \"abc\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Quote(FlowSpec):\n    @step\n    def start(self):\n        self.word = \"abc\"\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  unclosed_bracket: {
    number: "MF1003",
    page: "unclosed_bracket\n\nMF1003 · error\n\n> `<bracket>` is never closed\n\n> help: add `<closing>` where it should end\n\nEverything after an open bracket belongs to it, the following methods included. The analysis assumes that the bracket ends before the\nnext `def`, `class` or other statement that begins a line.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Bracket(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Bracket(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  unmatched_bracket: {
    number: "MF1004",
    page: "unmatched_bracket\n\nMF1004 · error\n\n> `<bracket>` closes nothing\n\n> help: delete it, or open it with `<opening>`\n\nA bracket too many often means that one further up ended too early, so that the rest was read in another way than it was meant.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Bracket(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end))\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Bracket(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  inconsistent_indentation: {
    number: "MF1005",
    page: "inconsistent_indentation\n\nMF1005 · error\n\n> the indentation of this line matches no line above\n\n> help: indent it as the lines of its block, with the same mixture of tabs and spaces\n\nWhich block the line belongs to cannot be told. Python counts a tab to the next multiple of 8, and refuses lines whose order depends on\nhow wide a tab is.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Indentation(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n   @step\n   def end(self):\n       pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Indentation(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  unexpected_indentation: {
    number: "MF1006",
    page: "unexpected_indentation\n\nMF1006 · error\n\n> this line is indented although nothing above opens a block\n\n> help: indent it as the line above, or end that line with `:` if it opens a block\n\nPython cannot tell which block the line belongs to and refuses the file; a method indented like this would be lost.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Indentation(FlowSpec):\n    @step\n    def start(self):\n        self.word = \"abc\"\n            self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Indentation(FlowSpec):\n    @step\n    def start(self):\n        self.word = \"abc\"\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  missing_body: {
    number: "MF1007",
    page: "missing_body\n\nMF1007 · error\n\n> nothing is indented below this `<keyword>`\n\n> help: indent its statements, or write `pass`\n\nA class, a function or a branch needs at least one statement; without it the next definition would be taken for its body, or lost.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Body(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Body(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  missing_colon: {
    number: "MF1008",
    page: "missing_colon\n\nMF1008 · error\n\n> this `<keyword>` lacks its `:`\n\n> help: add `:` at the end of the line\n\nWithout it Python does not see that a block begins.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Colon(FlowSpec):\n    @step\n    def start(self)\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Colon(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  python2_syntax: {
    number: "MF1009",
    page: "python2_syntax\n\nMF1009 · error\n\n> <what> is Python 2\n\n> help: Metaflow needs Python 3: convert the file, for instance with `2to3`\n\nMetaflow runs on Python 3 only, and what Python 2 alone understands cannot be analysed reliably. It is reported once per file.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Old(FlowSpec):\n    @step\n    def start(self):\n        print \"hello\"\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Old(FlowSpec):\n    @step\n    def start(self):\n        print(\"hello\")\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  nesting_too_deep: {
    number: "MF1010",
    page: "nesting_too_deep\n\nMF1010 · error\n\n> this is nested too deeply\n\n> help: move the inner part to a variable or a function of its own\n\nPython itself refuses more than 200 brackets or 100 blocks inside each other.",
  },
  not_text: {
    number: "MF1011",
    page: "not_text\n\nMF1011 · error\n\n> this file is not Python source: it contains a zero byte\n\n> help: name the flow's `.py` file",
  },
  flow_without_start: {
    number: "MF2001",
    page: "flow_without_start\n\nMF2001 · error\n\n> flow `<flow>` has no `start` step\n\n> help: add a method `start` decorated with `@step`, and let it lead to the first step of your flow\n\nEvery run of a flow begins at the step `start`; Metaflow refuses a flow without it.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass NoStart(FlowSpec):\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass WithStart(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  step_unreachable: {
    number: "MF2012",
    page: "step_unreachable\n\nMF2012 · error\n\n> step `<step>` cannot be reached from `start`\n\n> help: name `<step>` in the `self.next(…)` of a step that comes before it, or delete it\n\nA step that nothing leads to would never run. Metaflow refuses such a flow.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Lonely(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def lonely(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Connected(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.lonely)\n\n    @step\n    def lonely(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
};
