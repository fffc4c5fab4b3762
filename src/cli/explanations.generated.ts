// Generated from messages/*.md by "npm run generate". Do not edit.

/** What `metaflow-transpile explain` prints, by code. */
export const explanations: Readonly<Record<string, { readonly number: string; readonly page: string }>> = {
  flow_without_start: {
    number: "MF2001",
    page: "flow_without_start\n\nMF2001 · error\n\n> flow `<flow>` has no `start` step\n\n> help: add a method `start` decorated with `@step`, and let it lead to the first step of your flow\n\nEvery run of a flow begins at the step `start`; Metaflow refuses a flow without it.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass NoStart(FlowSpec):\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass WithStart(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
  step_unreachable: {
    number: "MF2012",
    page: "step_unreachable\n\nMF2012 · error\n\n> step `<step>` cannot be reached from `start`\n\n> help: name `<step>` in the `self.next(…)` of a step that comes before it, or delete it\n\nA step that nothing leads to would never run. Metaflow refuses such a flow.\n\nReported:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Lonely(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.end)\n\n    @step\n    def lonely(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```\n\nFine:\n\n```python\nfrom metaflow import FlowSpec, step\n\n\nclass Connected(FlowSpec):\n    @step\n    def start(self):\n        self.next(self.lonely)\n\n    @step\n    def lonely(self):\n        self.next(self.end)\n\n    @step\n    def end(self):\n        pass\n```",
  },
};
