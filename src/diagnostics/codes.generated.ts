// Generated from messages/*.md by "npm run generate". Do not edit.
import type { DiagnosticText, Severity } from "./diagnostic.ts";
import { textOf } from "./text.ts";

/** MF1001: %problem% */
export const syntax_error = (p: { readonly problem: string | number; readonly hint: string | number }): DiagnosticText =>
  textOf("syntax_error", "error", `${p.problem}`, [`${p.hint}`]);

/** MF1002: this string is never closed */
export const unterminated_string = (p: { readonly quote: string | number }): DiagnosticText =>
  textOf("unterminated_string", "error", "this string is never closed", [`add \`${p.quote}\` where the string should end`]);

/** MF1003: `%bracket%` is never closed */
export const unclosed_bracket = (p: { readonly bracket: string | number; readonly closing: string | number }): DiagnosticText =>
  textOf("unclosed_bracket", "error", `\`${p.bracket}\` is never closed`, [`add \`${p.closing}\` where it should end`]);

/** MF1004: `%bracket%` closes nothing */
export const unmatched_bracket = (p: { readonly bracket: string | number; readonly opening: string | number }): DiagnosticText =>
  textOf("unmatched_bracket", "error", `\`${p.bracket}\` closes nothing`, [`delete it, or open it with \`${p.opening}\``]);

/** MF1005: the indentation of this line matches no line above */
export const inconsistent_indentation = (): DiagnosticText =>
  textOf("inconsistent_indentation", "error", "the indentation of this line matches no line above", ["indent it as the lines of its block, with the same mixture of tabs and spaces"]);

/** MF1006: this line is indented although nothing above opens a block */
export const unexpected_indentation = (): DiagnosticText =>
  textOf("unexpected_indentation", "error", "this line is indented although nothing above opens a block", ["indent it as the line above, or end that line with `:` if it opens a block"]);

/** MF1007: nothing is indented below this `%keyword%` */
export const missing_body = (p: { readonly keyword: string | number }): DiagnosticText =>
  textOf("missing_body", "error", `nothing is indented below this \`${p.keyword}\``, ["indent its statements, or write `pass`"]);

/** MF1008: this `%keyword%` lacks its `:` */
export const missing_colon = (p: { readonly keyword: string | number }): DiagnosticText =>
  textOf("missing_colon", "error", `this \`${p.keyword}\` lacks its \`:\``, ["add `:` at the end of the line"], null, "add `:`");

/** MF1009: %what% is Python 2 */
export const python2_syntax = (p: { readonly what: string | number }): DiagnosticText =>
  textOf("python2_syntax", "error", `${p.what} is Python 2`, ["Metaflow needs Python 3: convert the file, for instance with `2to3`"]);

/** MF1010: this is nested too deeply */
export const nesting_too_deep = (): DiagnosticText =>
  textOf("nesting_too_deep", "error", "this is nested too deeply", ["move the inner part to a variable or a function of its own"]);

/** MF1011: this file is not Python source: it contains a zero byte */
export const not_text = (): DiagnosticText =>
  textOf("not_text", "error", "this file is not Python source: it contains a zero byte", ["name the flow's `.py` file"]);

/** MF1012: %problem%, as far as this tool knows Python */
export const unknown_syntax = (p: { readonly problem: string | number }): DiagnosticText =>
  textOf("unknown_syntax", "warning", `${p.problem}, as far as this tool knows Python`, ["check that Python accepts the file, for instance with `python -m py_compile`"]);

/** MF2001: step `%step%` has a name that Metaflow keeps for itself */
export const step_name_reserved = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_name_reserved", "error", `step \`${p.step}\` has a name that Metaflow keeps for itself`, ["give the step another name, also in the `self.next(…)` that leads to it"], "https://docs.metaflow.org/api/flowspec");

/** MF2002: the flow has several %which% steps: `%steps%` */
export const several_end_steps = (p: { readonly which: string | number; readonly steps: string | number }): DiagnosticText =>
  textOf("several_end_steps", "error", `the flow has several ${p.which} steps: \`${p.steps}\``, [`keep \`${p.which}=True\` on one of them`], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2003: flow `%flow%` has no %which% step */
export const flow_without_end_step = (p: { readonly flow: string | number; readonly which: string | number }): DiagnosticText =>
  textOf("flow_without_end_step", "error", `flow \`${p.flow}\` has no ${p.which} step`, [`name a step \`${p.which}\`, or mark one with \`@step(${p.which}=True)\``], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2004: step `%step%` is marked `%which%=True`, but there is a step named `%which%` as well */
export const ambiguous_end_step = (p: { readonly step: string | number; readonly which: string | number }): DiagnosticText =>
  textOf("ambiguous_end_step", "error", `step \`${p.step}\` is marked \`${p.which}=True\`, but there is a step named \`${p.which}\` as well`, [`rename the step \`${p.which}\`, or drop the mark`], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2005: the start step `%step%` is reached from `%from%` */
export const start_has_incoming = (p: { readonly step: string | number; readonly from: string | number }): DiagnosticText =>
  textOf("start_has_incoming", "error", `the start step \`${p.step}\` is reached from \`${p.from}\``, ["lead to another step instead; the start runs once, at the beginning"], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2006: the end step `%step%` has a `self.next(…)` */
export const end_has_next = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("end_has_next", "error", `the end step \`${p.step}\` has a \`self.next(…)\``, ["remove it: the run is over after this step"], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code", "remove it");

/** MF2007: the end step `%step%` takes `inputs` as a join does */
export const end_is_join = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("end_is_join", "error", `the end step \`${p.step}\` takes \`inputs\` as a join does`, ["join the branches in a step of its own before the end"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2008: step `%step%` has a name that Metaflow does not accept */
export const step_name_invalid = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_name_invalid", "error", `step \`${p.step}\` has a name that Metaflow does not accept`, ["use lowercase letters, digits and underscores, and begin with a letter"], "https://docs.metaflow.org/api/step-decorators/step");

/** MF2009: step `%step%` takes more than `self` and `inputs` */
export const step_takes_too_many_arguments = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_takes_too_many_arguments", "error", `step \`${p.step}\` takes more than \`self\` and \`inputs\``, ["pass values between steps as attributes of `self`"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2010: step `%step%` takes no `self` */
export const step_without_self = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_without_self", "error", `step \`${p.step}\` takes no \`self\``, [`write \`def ${p.step}(self):\`; a parameter before \`/\` or a \`*args\` does not count`], "https://docs.metaflow.org/metaflow/basics#linear", "add `self`");

/** MF2011: step `%step%` takes `inputs` as a join does, but does not lead on to exactly one step */
export const join_is_split = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("join_is_split", "error", `step \`${p.step}\` takes \`inputs\` as a join does, but does not lead on to exactly one step`, ["join in this step, and split in a step of its own after it"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2012: step `%step%` cannot be reached from `%start%` */
export const step_unreachable = (p: { readonly step: string | number; readonly start: string | number }): DiagnosticText =>
  textOf("step_unreachable", "error", `step \`${p.step}\` cannot be reached from \`${p.start}\``, [`name \`${p.step}\` in the \`self.next(…)\` of a step that comes before it, or delete it`], "https://docs.metaflow.org/metaflow/basics#linear");

/** MF2013: step `%step%` does not end in `self.next(…)` */
export const step_without_next = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_without_next", "error", `step \`${p.step}\` does not end in \`self.next(…)\``, ["make `self.next(self.…)` the last statement of the step, outside any `if`, `for` or `try`; to choose between steps use `self.next({…}, condition=\"…\")`"], "https://docs.metaflow.org/metaflow/basics#linear");

/** MF2014: step `%step%` leads on in a way that cannot be read */
export const next_invalid = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("next_invalid", "error", `step \`${p.step}\` leads on in a way that cannot be read`, ["write `self.next(self.a)`, `self.next(self.a, self.b)`, `self.next(self.a, foreach=\"items\")` or `self.next({\"x\": self.a, \"y\": self.b}, condition=\"name\")`", "keys of a switch are literals, or `self.config.key`"], "https://docs.metaflow.org/api/flowspec");

/** MF2015: step `%step%` leads to `%target%`, which is not a step of the flow */
export const next_unknown_step = (p: { readonly step: string | number; readonly target: string | number; readonly suggestion?: string | number | undefined }): DiagnosticText =>
  textOf("next_unknown_step", "error", `step \`${p.step}\` leads to \`${p.target}\`, which is not a step of the flow`, [p.suggestion !== undefined && `did you mean \`${p.suggestion}\`?`, `check the name, and that \`${p.target}\` is decorated with \`@step\``], "https://docs.metaflow.org/metaflow/basics#linear", p.suggestion !== undefined && `lead to \`${p.suggestion}\``);

/** MF2016: the steps `%steps%` form a loop */
export const graph_has_loop = (p: { readonly steps: string | number }): DiagnosticText =>
  textOf("graph_has_loop", "error", `the steps \`${p.steps}\` form a loop`, ["repeat a step with a switch that names the step itself: `self.next({\"again\": self.a, \"done\": self.b}, condition=\"…\")`"], "https://docs.metaflow.org/metaflow/basics");

/** MF2017: the branches `%steps%` reach the end step `%end%` without a join */
export const split_without_join = (p: { readonly steps: string | number; readonly end: string | number }): DiagnosticText =>
  textOf("split_without_join", "error", `the branches \`${p.steps}\` reach the end step \`${p.end}\` without a join`, ["lead them to a join first: a step with the arguments `self, inputs`"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2018: step `%step%` takes `inputs` as a join does, but no split comes before it */
export const join_without_split = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("join_without_split", "error", `step \`${p.step}\` takes \`inputs\` as a join does, but no split comes before it`, ["drop `inputs`, or split before this step"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2019: the join `%step%` is reached from `%from%`, which is not inside the split that it joins */
export const join_entered_from_outside = (p: { readonly step: string | number; readonly from: string | number }): DiagnosticText =>
  textOf("join_entered_from_outside", "error", `the join \`${p.step}\` is reached from \`${p.from}\`, which is not inside the split that it joins`, ["put a step between the split and its join"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2020: the join `%step%` gathers `%arriving%`, but the split before it leads to `%expected%` */
export const join_of_wrong_branches = (p: { readonly step: string | number; readonly arriving: string | number; readonly expected: string | number }): DiagnosticText =>
  textOf("join_of_wrong_branches", "error", `the join \`${p.step}\` gathers \`${p.arriving}\`, but the split before it leads to \`${p.expected}\``, ["lead every branch of the split to this join, and nothing else"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2021: the join `%step%` gathers branches of different splits */
export const join_of_unrelated_splits = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("join_of_unrelated_splits", "error", `the join \`${p.step}\` gathers branches of different splits`, ["join each split in a step of its own"], "https://docs.metaflow.org/metaflow/basics#branch");

/** MF2022: the switch in step `%step%` has only one case */
export const switch_with_one_case = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("switch_with_one_case", "error", `the switch in step \`${p.step}\` has only one case`, ["add another case, or lead on with `self.next(self.…)`"], "https://docs.metaflow.org/metaflow/basics");

/** MF2023: a case of the switch in `%switches%` leads straight to the join `%join%` */
export const switch_leads_to_join = (p: { readonly switches: string | number; readonly join: string | number }): DiagnosticText =>
  textOf("switch_leads_to_join", "error", `a case of the switch in \`${p.switches}\` leads straight to the join \`${p.join}\``, ["put a step between that case and the join"], "https://docs.metaflow.org/metaflow/basics");

/** MF2024: step `%step%` leads to `%target%` with `num_parallel`, but `%target%` is not decorated with `@parallel` */
export const parallel_target_undecorated = (p: { readonly step: string | number; readonly target: string | number }): DiagnosticText =>
  textOf("parallel_target_undecorated", "error", `step \`${p.step}\` leads to \`${p.target}\` with \`num_parallel\`, but \`${p.target}\` is not decorated with \`@parallel\``, [`decorate \`${p.target}\` with \`@parallel\`, or use \`foreach\``], "https://docs.metaflow.org/scaling/remote-tasks/distributed-computing");

/** MF2025: the `@parallel` step `%step%` is not followed by a join */
export const parallel_without_join = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("parallel_without_join", "error", `the \`@parallel\` step \`${p.step}\` is not followed by a join`, ["lead it to a step with the arguments `self, inputs`"], "https://docs.metaflow.org/scaling/remote-tasks/distributed-computing");

/** MF2026: the `@parallel` step `%step%` is reached from `%from%` without `num_parallel` */
export const parallel_entered_plainly = (p: { readonly step: string | number; readonly from: string | number }): DiagnosticText =>
  textOf("parallel_entered_plainly", "error", `the \`@parallel\` step \`${p.step}\` is reached from \`${p.from}\` without \`num_parallel\``, [`write \`self.next(self.${p.step}, num_parallel=…)\` in \`${p.from}\``], "https://docs.metaflow.org/scaling/remote-tasks/distributed-computing");

/** MF2027: Metaflow cannot read the source of step `%step%` */
export const step_source_unreadable = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_source_unreadable", "error", `Metaflow cannot read the source of step \`${p.step}\``, ["put `@step` above its `def`, or move the function into the class"], "https://docs.metaflow.org/api/step-decorators/step");

/** MF2028: code makes members of `%flow%` here, and its graph is not complete without them */
export const steps_computed = (p: { readonly flow: string | number }): DiagnosticText =>
  textOf("steps_computed", "error", `code makes members of \`${p.flow}\` here, and its graph is not complete without them`, ["write the steps as methods with `@step`"], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF2029: code makes members of `%flow%` here: steps or parameters may be missing */
export const members_computed = (p: { readonly flow: string | number }): DiagnosticText =>
  textOf("members_computed", "warning", `code makes members of \`${p.flow}\` here: steps or parameters may be missing`, ["write steps as methods, and parameters as assignments"], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF2030: step `%step%` is put on `%flow%` after the class was made, too late for Metaflow's graph */
export const step_added_late = (p: { readonly step: string | number; readonly flow: string | number }): DiagnosticText =>
  textOf("step_added_late", "error", `step \`${p.step}\` is put on \`${p.flow}\` after the class was made, too late for Metaflow's graph`, ["move it into the class, or into a base class"], "https://docs.metaflow.org/api/step-decorators/step");

/** MF2031: `@%decorator%` on `%step%` is not known to be Metaflow's `step` */
export const step_marker_unknown = (p: { readonly decorator: string | number; readonly step: string | number }): DiagnosticText =>
  textOf("step_marker_unknown", "error", `\`@${p.decorator}\` on \`${p.step}\` is not known to be Metaflow's \`step\``, ["import it: `from metaflow import step`", "if another module passes it on, give that file: the command line finds modules beside the flow file"], "https://docs.metaflow.org/api/step-decorators/step");

/** MF2101: `%file%` has no flow */
export const flow_missing = (p: { readonly file: string | number }): DiagnosticText =>
  textOf("flow_missing", "error", `\`${p.file}\` has no flow`, ["a flow is a class that derives from `metaflow.FlowSpec`", "where the base class is in another file, that file must be beside this one"], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2102: there is no flow `%flow%`; the flows are: %flows% */
export const flow_not_found = (p: { readonly flow: string | number; readonly flows: string | number }): DiagnosticText =>
  textOf("flow_not_found", "error", `there is no flow \`${p.flow}\`; the flows are: ${p.flows}`, ["give the name of one of them"], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2103: the file has several flows: %flows% */
export const several_flows = (p: { readonly flows: string | number }): DiagnosticText =>
  textOf("several_flows", "error", `the file has several flows: ${p.flows}`, ["say which one, with `--flow NAME` or the option `flow`", "or start one of them under `if __name__ == \"__main__\":`"], "https://docs.metaflow.org/metaflow/basics#the-structure-of-metaflow-code");

/** MF2104: the base class `%base%` of `%class%` could not be read: its steps and parameters are not seen */
export const base_unknown = (p: { readonly base: string | number; readonly class: string | number }): DiagnosticText =>
  textOf("base_unknown", "warning", `the base class \`${p.base}\` of \`${p.class}\` could not be read: its steps and parameters are not seen`, ["give the file that defines it: the command line finds modules beside the flow file; in code, pass `readModule`"], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF2105: the base classes of `%class%` cannot be put in an order */
export const inconsistent_bases = (p: { readonly class: string | number }): DiagnosticText =>
  textOf("inconsistent_bases", "error", `the base classes of \`${p.class}\` cannot be put in an order`, ["list a derived class before its base"], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF2106: the condition is %value%, so that members of the class below it are left out */
export const branch_not_taken = (p: { readonly value: string | number }): DiagnosticText =>
  textOf("branch_not_taken", "info", `the condition is ${p.value}, so that members of the class below it are left out`, ["the value is read from this file and its modules; write the condition so that only a run can decide it if that is meant"], "https://docs.metaflow.org/metaflow/basics");

/** MF2107: the base classes of `%class%` have metaclasses of which none is derived from the other */
export const metaclass_conflict = (p: { readonly class: string | number }): DiagnosticText =>
  textOf("metaclass_conflict", "error", `the base classes of \`${p.class}\` have metaclasses of which none is derived from the other`, ["leave the base out that is no flow: `ABC`, `Protocol` and `Enum` do not go together with `FlowSpec`"], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF2108: the base class `%base%` of `%class%` is only defined below it */
export const base_defined_later = (p: { readonly base: string | number; readonly class: string | number }): DiagnosticText =>
  textOf("base_defined_later", "error", `the base class \`${p.base}\` of \`${p.class}\` is only defined below it`, [`move \`${p.base}\` above \`${p.class}\``], "https://docs.metaflow.org/metaflow/composing-flows/baseflow");

/** MF3001: `@%decorator%` is on `%step%`, which is not a step at that point */
export const decorator_without_step = (p: { readonly decorator: string | number; readonly step: string | number }): DiagnosticText =>
  textOf("decorator_without_step", "error", `\`@${p.decorator}\` is on \`${p.step}\`, which is not a step at that point`, [`put \`@step\` right above \`def\`, and \`@${p.decorator}\` above \`@step\``], "https://docs.metaflow.org/api/step-decorators/step", "move it above `@step`");

/** MF3002: `@%decorator%` belongs to a flow, not to the step `%step%` */
export const flow_decorator_on_step = (p: { readonly decorator: string | number; readonly step: string | number }): DiagnosticText =>
  textOf("flow_decorator_on_step", "error", `\`@${p.decorator}\` belongs to a flow, not to the step \`${p.step}\``, ["put it above `class`"], "https://docs.metaflow.org/api/flow-decorators");

/** MF3003: step `%step%` has `@%decorator%` twice */
export const duplicate_step_decorator = (p: { readonly step: string | number; readonly decorator: string | number }): DiagnosticText =>
  textOf("duplicate_step_decorator", "error", `step \`${p.step}\` has \`@${p.decorator}\` twice`, ["keep one"], "https://docs.metaflow.org/api/step-decorators", "remove this one");

/** MF3004: `@%decorator%` belongs to a step, not to the flow `%flow%` */
export const step_decorator_on_flow = (p: { readonly decorator: string | number; readonly flow: string | number }): DiagnosticText =>
  textOf("step_decorator_on_flow", "error", `\`@${p.decorator}\` belongs to a step, not to the flow \`${p.flow}\``, ["put it above `@step` of the steps that it is for"], "https://docs.metaflow.org/api/step-decorators");

/** MF3005: flow `%flow%` has `@%decorator%` twice, itself or from a base class */
export const duplicate_flow_decorator = (p: { readonly flow: string | number; readonly decorator: string | number }): DiagnosticText =>
  textOf("duplicate_flow_decorator", "error", `flow \`${p.flow}\` has \`@${p.decorator}\` twice, itself or from a base class`, ["keep one; a decorator of a base class cannot be replaced"], "https://docs.metaflow.org/api/flow-decorators", "remove this one");

/** MF3006: `@%decorator%` puts another function in the place of step `%step%`, which is then no step */
export const step_replaced_by_wrapper = (p: { readonly decorator: string | number; readonly step: string | number }): DiagnosticText =>
  textOf("step_replaced_by_wrapper", "warning", `\`@${p.decorator}\` puts another function in the place of step \`${p.step}\`, which is then no step`, [`use \`functools.wraps\` in \`${p.decorator}\``, `or put \`@${p.decorator}\` below \`@step\``], "https://docs.metaflow.org/metaflow/composing-flows/custom-decorators");

/** MF3007: `@%decorator%` takes no positional arguments */
export const decorator_positional_argument = (p: { readonly decorator: string | number; readonly name?: string | number | undefined }): DiagnosticText =>
  textOf("decorator_positional_argument", "error", `\`@${p.decorator}\` takes no positional arguments`, [`name the argument: \`@${p.decorator}(…=…)\``], "https://docs.metaflow.org/api/step-decorators", p.name !== undefined && `name it \`${p.name}\``);

/** MF3008: `@%decorator%` has no argument `%argument%` */
export const decorator_unknown_argument = (p: { readonly decorator: string | number; readonly argument: string | number; readonly suggestion?: string | number | undefined; readonly supported: string | number }): DiagnosticText =>
  textOf("decorator_unknown_argument", "error", `\`@${p.decorator}\` has no argument \`${p.argument}\``, [p.suggestion !== undefined && `did you mean \`${p.suggestion}\`?`, `it takes: ${p.supported}`], "https://docs.metaflow.org/api/step-decorators", p.suggestion !== undefined && `change it to \`${p.suggestion}\``);

/** MF3009: step `%step%` asks for %times% retries; Metaflow allows 4 */
export const retry_too_often = (p: { readonly step: string | number; readonly times: string | number }): DiagnosticText =>
  textOf("retry_too_often", "error", `step \`${p.step}\` asks for ${p.times} retries; Metaflow allows 4`, ["use `times=4` or less"], "https://docs.metaflow.org/api/step-decorators/retry");

/** MF3010: `@timeout` on step `%step%` has no duration */
export const timeout_without_duration = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("timeout_without_duration", "error", `\`@timeout\` on step \`${p.step}\` has no duration`, ["give `seconds`, `minutes` or `hours`"], "https://docs.metaflow.org/api/step-decorators/timeout");

/** MF3011: `@catch` is on step `%step%`, which is a %kind% */
export const catch_on_split = (p: { readonly step: string | number; readonly kind: string | number }): DiagnosticText =>
  textOf("catch_on_split", "error", `\`@catch\` is on step \`${p.step}\`, which is a ${p.kind}`, ["put the part that may fail into a step of its own before it"], "https://docs.metaflow.org/api/step-decorators/catch");

/** MF3012: Metaflow reads step `%step%` from the function `%wrapper%` that a decorator below `@step` puts in its place */
export const step_read_from_wrapper = (p: { readonly step: string | number; readonly wrapper: string | number }): DiagnosticText =>
  textOf("step_read_from_wrapper", "warning", `Metaflow reads step \`${p.step}\` from the function \`${p.wrapper}\` that a decorator below \`@step\` puts in its place`, ["use `functools.wraps` in the decorator, so that Metaflow finds the step itself"], "https://docs.metaflow.org/metaflow/composing-flows/custom-decorators");

/** MF3013: `%argument%` of `@%decorator%` %problem% */
export const decorator_value_invalid = (p: { readonly argument: string | number; readonly decorator: string | number; readonly problem: string | number; readonly hint: string | number }): DiagnosticText =>
  textOf("decorator_value_invalid", "error", `\`${p.argument}\` of \`@${p.decorator}\` ${p.problem}`, [`${p.hint}`], "https://docs.metaflow.org/api/step-decorators");

/** MF3014: `@%decorator%` needs %what% */
export const decorator_argument_missing = (p: { readonly decorator: string | number; readonly what: string | number; readonly hint: string | number }): DiagnosticText =>
  textOf("decorator_argument_missing", "error", `\`@${p.decorator}\` needs ${p.what}`, [`${p.hint}`], "https://docs.metaflow.org/api/step-decorators");

/** MF3015: `@%decorator%` takes `%single%` or `%plural%`, not both */
export const decorator_arguments_conflict = (p: { readonly decorator: string | number; readonly single: string | number; readonly plural: string | number }): DiagnosticText =>
  textOf("decorator_arguments_conflict", "error", `\`@${p.decorator}\` takes \`${p.single}\` or \`${p.plural}\`, not both`, [`put everything into \`${p.plural}\``], "https://docs.metaflow.org/api/step-decorators");

/** MF3016: `@trigger` names the event `%event%` twice */
export const trigger_duplicate_event = (p: { readonly event: string | number }): DiagnosticText =>
  textOf("trigger_duplicate_event", "error", `\`@trigger\` names the event \`${p.event}\` twice`, ["name each event once"], "https://docs.metaflow.org/api/flow-decorators/trigger");

/** MF3017: Metaflow ignores `parameters` of `@trigger` that are a %kind% */
export const trigger_parameters_dropped = (p: { readonly kind: string | number; readonly hint: string | number }): DiagnosticText =>
  textOf("trigger_parameters_dropped", "warning", `Metaflow ignores \`parameters\` of \`@trigger\` that are a ${p.kind}`, [`${p.hint}`], "https://docs.metaflow.org/api/flow-decorators/trigger");

/** MF3018: step `%step%` has both `@%first%` and `@%second%`, which do not go together */
export const decorators_exclude = (p: { readonly step: string | number; readonly first: string | number; readonly second: string | number }): DiagnosticText =>
  textOf("decorators_exclude", "error", `step \`${p.step}\` has both \`@${p.first}\` and \`@${p.second}\`, which do not go together`, ["keep one of them"], "https://docs.metaflow.org/api/step-decorators");

/** MF3019: Metaflow ignores the card id `%id%` on step `%step%` */
export const card_id_ignored = (p: { readonly id: string | number; readonly step: string | number }): DiagnosticText =>
  textOf("card_id_ignored", "warning", `Metaflow ignores the card id \`${p.id}\` on step \`${p.step}\``, ["use letters, digits and `_` only"], "https://docs.metaflow.org/api/step-decorators/card");

/** MF3020: step `%step%` may take %seconds% seconds, and `@%decorator%` wants at least 60 */
export const timeout_too_short = (p: { readonly step: string | number; readonly seconds: string | number; readonly decorator: string | number }): DiagnosticText =>
  textOf("timeout_too_short", "error", `step \`${p.step}\` may take ${p.seconds} seconds, and \`@${p.decorator}\` wants at least 60`, ["give a minute or more"], "https://docs.metaflow.org/api/step-decorators/timeout");

/** MF3021: the `cron` of `@schedule` has %count% fields: `%cron%` */
export const schedule_cron_fields = (p: { readonly count: string | number; readonly cron: string | number }): DiagnosticText =>
  textOf("schedule_cron_fields", "warning", `the \`cron\` of \`@schedule\` has ${p.count} fields: \`${p.cron}\``, ["write minute, hour, day, month and weekday; AWS also takes a year: `0 6 * * ? *`"], "https://docs.metaflow.org/api/flow-decorators/schedule");

/** MF3022: step `%step%` is no step to Metaflow, since a decorator hides that it is marked */
export const step_hidden = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_hidden", "warning", `step \`${p.step}\` is no step to Metaflow, since a decorator hides that it is marked`, ["make it a plain method: `@step` right above `def`"], "https://docs.metaflow.org/metaflow/basics");

/** MF3023: `@step` stands on what it cannot mark: `%step%` is no plain function any more */
export const step_not_markable = (p: { readonly step: string | number }): DiagnosticText =>
  textOf("step_not_markable", "error", `\`@step\` stands on what it cannot mark: \`${p.step}\` is no plain function any more`, ["make it a plain method: `@step` right above `def`"], "https://docs.metaflow.org/metaflow/basics");

/** MF3101: the parameter `%variable%` is ignored by Metaflow because of the name of its variable */
export const parameter_hidden = (p: { readonly variable: string | number }): DiagnosticText =>
  textOf("parameter_hidden", "warning", `the parameter \`${p.variable}\` is ignored by Metaflow because of the name of its variable`, ["give the variable another name; the name on the command line may stay"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3102: the name of parameter `%variable%` is not a literal */
export const parameter_name_unknown = (p: { readonly variable: string | number }): DiagnosticText =>
  textOf("parameter_name_unknown", "warning", `the name of parameter \`${p.variable}\` is not a literal`, ["write the name as a string"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3103: the parameter name `%name%` is an option of Metaflow itself */
export const parameter_name_reserved = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("parameter_name_reserved", "error", `the parameter name \`${p.name}\` is an option of Metaflow itself`, ["give the parameter another name"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3104: the parameter name `%name%` is used twice (names are the same whatever their case: `%other%`) */
export const parameter_duplicate = (p: { readonly name: string | number; readonly other: string | number }): DiagnosticText =>
  textOf("parameter_duplicate", "error", `the parameter name \`${p.name}\` is used twice (names are the same whatever their case: \`${p.other}\`)`, ["give one of them another name"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3105: parameter `%name%` has a `separator`, but is not text */
export const parameter_separator_without_text = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("parameter_separator_without_text", "error", `parameter \`${p.name}\` has a \`separator\`, but is not text`, ["drop `separator`, or give a text as default"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3106: parameter `%name%` is `required`, but has a default, so it is not */
export const parameter_required_with_default = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("parameter_required_with_default", "warning", `parameter \`${p.name}\` is \`required\`, but has a default, so it is not`, ["drop one of the two"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows", "drop `required`");

/** MF3107: config `%name%` has both `default` and `default_value` */
export const config_with_two_defaults = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("config_with_two_defaults", "error", `config \`${p.name}\` has both \`default\` and \`default_value\``, ["`default` names a file, `default_value` is the value: give one"], "https://docs.metaflow.org/metaflow/configuring-flows/basic-configuration");

/** MF3108: `%variable%` takes a value of a config while the class is being made */
export const config_value_as_member = (p: { readonly variable: string | number }): DiagnosticText =>
  textOf("config_value_as_member", "error", `\`${p.variable}\` takes a value of a config while the class is being made`, ["read the config in a step: `self.config.key`"], "https://docs.metaflow.org/metaflow/configuring-flows/introduction");

/** MF3109: parameter `%variable%` has no name */
export const parameter_without_name = (p: { readonly variable: string | number }): DiagnosticText =>
  textOf("parameter_without_name", "error", `parameter \`${p.variable}\` has no name`, [`give the name of its option first: \`Parameter("${p.variable}", …)\``], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3110: no option can be called `--%name%` */
export const parameter_name_invalid = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("parameter_name_invalid", "error", `no option can be called \`--${p.name}\``, ["use letters, digits, `-` and `_`, and do not begin with a digit"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3111: `%field%` of parameter `%name%` is a function */
export const parameter_field_function = (p: { readonly field: string | number; readonly name: string | number }): DiagnosticText =>
  textOf("parameter_field_function", "error", `\`${p.field}\` of parameter \`${p.name}\` is a function`, ["give the value itself; only `default` may be a function"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3112: parameter `%name%` is a %type%, which cannot be given on the command line */
export const parameter_collection_type = (p: { readonly name: string | number; readonly type: string | number }): DiagnosticText =>
  textOf("parameter_collection_type", "warning", `parameter \`${p.name}\` is a ${p.type}, which cannot be given on the command line`, ["use `type=JSONType`, and a default in JSON"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF3113: the second argument of `IncludeFile` is `required`, not the default */
export const include_file_second_argument = (): DiagnosticText =>
  textOf("include_file_second_argument", "warning", "the second argument of `IncludeFile` is `required`, not the default", ["name it: `default=\"…\"`"], "https://docs.metaflow.org/scaling/data");

/** MF3114: the `default_value` of config `%name%` is not an object in JSON */
export const config_value_not_json = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("config_value_not_json", "error", `the \`default_value\` of config \`${p.name}\` is not an object in JSON`, ["write JSON, give a dict, or name a `parser`"], "https://docs.metaflow.org/metaflow/configuring-flows/basic-configuration");

/** MF3115: `%name%` is not known to be Metaflow's here */
export const parameter_maker_unknown = (p: { readonly name: string | number }): DiagnosticText =>
  textOf("parameter_maker_unknown", "warning", `\`${p.name}\` is not known to be Metaflow's here`, [`if it is meant to be, import it: \`from metaflow import ${p.name}\``], "https://docs.metaflow.org/metaflow/configuring-flows/introduction");

/** MF3116: what `%maker%` makes of `%variable%` only Python can tell */
export const parameter_factory_unknown = (p: { readonly maker: string | number; readonly variable: string | number }): DiagnosticText =>
  textOf("parameter_factory_unknown", "warning", `what \`${p.maker}\` makes of \`${p.variable}\` only Python can tell`, ["if it is a parameter, make it where it can be read: in this file, or in a module beside it"], "https://docs.metaflow.org/metaflow/basics#how-to-define-parameters-for-flows");

/** MF4001: there is no target `%target%` */
export const target_unknown = (p: { readonly target: string | number; readonly targets: string | number }): DiagnosticText =>
  textOf("target_unknown", "error", `there is no target \`${p.target}\``, [`the targets are: ${p.targets}`, "a target of your own is passed as an object, not by name"]);

/** MF4002: `@%decorator%` is not carried over to %target% yet: the generated file ignores it */
export const decorator_not_carried = (p: { readonly decorator: string | number; readonly target: string | number; readonly help: string | number }): DiagnosticText =>
  textOf("decorator_not_carried", "warning", `\`@${p.decorator}\` is not carried over to ${p.target} yet: the generated file ignores it`, [`${p.help}`]);

/** MF4004: step `%step%` needs `--environment=%environment%` for `@%decorator%` */
export const environment_only = (p: { readonly step: string | number; readonly environment: string | number; readonly decorator: string | number }): DiagnosticText =>
  textOf("environment_only", "warning", `step \`${p.step}\` needs \`--environment=${p.environment}\` for \`@${p.decorator}\``, [`pass \`--environment=${p.environment}\``]);

/** MF4005: `%decorator%` can change decorators and parameters when the flow is loaded */
export const decided_at_run_time = (p: { readonly decorator: string | number }): DiagnosticText =>
  textOf("decided_at_run_time", "info", `\`${p.decorator}\` can change decorators and parameters when the flow is loaded`, ["nothing to do: the generated file asks the loaded flow when a run starts"]);

/** MF4006: `%handler%` undoes a step where the run fails, which the generated file does not do yet */
export const compensation_not_carried = (p: { readonly handler: string | number }): DiagnosticText =>
  textOf("compensation_not_carried", "warning", `\`${p.handler}\` undoes a step where the run fails, which the generated file does not do yet`, ["undo by hand what a failed run has done, or resume it so that nothing needs to be undone"]);

/** MF5001: there is no option `%option%` */
export const option_unknown = (p: { readonly option: string | number; readonly options: string | number }): DiagnosticText =>
  textOf("option_unknown", "error", `there is no option \`${p.option}\``, [`the options are: ${p.options}`]);

/** MF5002: option `%option%`: %reason% */
export const option_invalid = (p: { readonly option: string | number; readonly reason: string | number; readonly help: string | number }): DiagnosticText =>
  textOf("option_invalid", "error", `option \`${p.option}\`: ${p.reason}`, [`${p.help}`]);

/** MF5011: there is no diagnostic `%code%` whose level could be set */
export const level_unknown = (p: { readonly code: string | number }): DiagnosticText =>
  textOf("level_unknown", "warning", `there is no diagnostic \`${p.code}\` whose level could be set`, ["take the name that stands in brackets after `error` or `warning`, or see docs/diagnostics.md for all"]);

/** MF5012: the level of `%code%` cannot be lowered: it stays at `%severity%` */
export const level_not_adjustable = (p: { readonly code: string | number; readonly severity: string | number }): DiagnosticText =>
  textOf("level_not_adjustable", "warning", `the level of \`${p.code}\` cannot be lowered: it stays at \`${p.severity}\``, ["change what it complains of, or remove its level"]);

/** MF9001: the report and the source do not agree about `%what%` */
export const audit_failed = (p: { readonly what: string | number }): DiagnosticText =>
  textOf("audit_failed", "error", `the report and the source do not agree about \`${p.what}\``, ["this is a fault of metaflow-transpile: please report it with the flow"]);

/** MF9002: internal fault: %fault% */
export const internal_fault = (p: { readonly fault: string | number }): DiagnosticText =>
  textOf("internal_fault", "error", `internal fault: ${p.fault}`, ["this is a fault of metaflow-transpile: please report it with the flow"]);

/** The number of every code, as documentation and `explain` show it: `MF` stands before it. */
export const codeNumbers: Readonly<Record<string, number>> = {
  syntax_error: 1001,
  unterminated_string: 1002,
  unclosed_bracket: 1003,
  unmatched_bracket: 1004,
  inconsistent_indentation: 1005,
  unexpected_indentation: 1006,
  missing_body: 1007,
  missing_colon: 1008,
  python2_syntax: 1009,
  nesting_too_deep: 1010,
  not_text: 1011,
  unknown_syntax: 1012,
  step_name_reserved: 2001,
  several_end_steps: 2002,
  flow_without_end_step: 2003,
  ambiguous_end_step: 2004,
  start_has_incoming: 2005,
  end_has_next: 2006,
  end_is_join: 2007,
  step_name_invalid: 2008,
  step_takes_too_many_arguments: 2009,
  step_without_self: 2010,
  join_is_split: 2011,
  step_unreachable: 2012,
  step_without_next: 2013,
  next_invalid: 2014,
  next_unknown_step: 2015,
  graph_has_loop: 2016,
  split_without_join: 2017,
  join_without_split: 2018,
  join_entered_from_outside: 2019,
  join_of_wrong_branches: 2020,
  join_of_unrelated_splits: 2021,
  switch_with_one_case: 2022,
  switch_leads_to_join: 2023,
  parallel_target_undecorated: 2024,
  parallel_without_join: 2025,
  parallel_entered_plainly: 2026,
  step_source_unreadable: 2027,
  steps_computed: 2028,
  members_computed: 2029,
  step_added_late: 2030,
  step_marker_unknown: 2031,
  flow_missing: 2101,
  flow_not_found: 2102,
  several_flows: 2103,
  base_unknown: 2104,
  inconsistent_bases: 2105,
  branch_not_taken: 2106,
  metaclass_conflict: 2107,
  base_defined_later: 2108,
  decorator_without_step: 3001,
  flow_decorator_on_step: 3002,
  duplicate_step_decorator: 3003,
  step_decorator_on_flow: 3004,
  duplicate_flow_decorator: 3005,
  step_replaced_by_wrapper: 3006,
  decorator_positional_argument: 3007,
  decorator_unknown_argument: 3008,
  retry_too_often: 3009,
  timeout_without_duration: 3010,
  catch_on_split: 3011,
  step_read_from_wrapper: 3012,
  decorator_value_invalid: 3013,
  decorator_argument_missing: 3014,
  decorator_arguments_conflict: 3015,
  trigger_duplicate_event: 3016,
  trigger_parameters_dropped: 3017,
  decorators_exclude: 3018,
  card_id_ignored: 3019,
  timeout_too_short: 3020,
  schedule_cron_fields: 3021,
  step_hidden: 3022,
  step_not_markable: 3023,
  parameter_hidden: 3101,
  parameter_name_unknown: 3102,
  parameter_name_reserved: 3103,
  parameter_duplicate: 3104,
  parameter_separator_without_text: 3105,
  parameter_required_with_default: 3106,
  config_with_two_defaults: 3107,
  config_value_as_member: 3108,
  parameter_without_name: 3109,
  parameter_name_invalid: 3110,
  parameter_field_function: 3111,
  parameter_collection_type: 3112,
  include_file_second_argument: 3113,
  config_value_not_json: 3114,
  parameter_maker_unknown: 3115,
  parameter_factory_unknown: 3116,
  target_unknown: 4001,
  decorator_not_carried: 4002,
  environment_only: 4004,
  decided_at_run_time: 4005,
  compensation_not_carried: 4006,
  option_unknown: 5001,
  option_invalid: 5002,
  level_unknown: 5011,
  level_not_adjustable: 5012,
  audit_failed: 9001,
  internal_fault: 9002,
};

/** The least level that a code can be set to, where it is not `error` for an error and `off` for others. */
export const levelFloors: Readonly<Record<string, Severity | "off">> = {
  members_computed: "warning",
  base_unknown: "warning",
};
