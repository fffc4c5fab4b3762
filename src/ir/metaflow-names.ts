/**
 * What `metaflow` exports that changes the structure of a flow. Everything else that is imported from it is an ordinary
 * object to the analysis.
 */
export const STEP_DECORATORS: ReadonlySet<string> = new Set(
  "batch card catch conda environment kubernetes parallel pypi pytorch_parallel resources retry secrets timeout".split(
    " ",
  ),
);

/** Metaflow's flow decorators. */
export const FLOW_DECORATORS: ReadonlySet<string> = new Set(
  "airflow_external_task_sensor airflow_s3_key_sensor conda_base exit_hook project pypi_base schedule trigger trigger_on_finish".split(
    " ",
  ),
);

/** Decorators that may stand more than once on a step or a flow. */
export const REPEATABLE_DECORATORS: ReadonlySet<string> = new Set([
  "card",
  "exit_hook",
  "airflow_external_task_sensor",
  "airflow_s3_key_sensor",
]);

/** Of the extension that has brought compensation to Metaflow: a method that undoes a step where the run fails. */
export const COMPENSATE = "compensate";

/** Submodules from which the structural names can be imported as well, such as `metaflow.decorators.step`. */
export const METAFLOW_MODULES: ReadonlySet<string> = new Set(
  "metaflow metaflow.decorators metaflow.flowspec metaflow.includefile metaflow.parameters metaflow.user_configs.config_parameters metaflow.user_decorators.mutable_flow metaflow.user_decorators.user_step_decorator metaflow.user_decorators.user_flow_decorator metaflow_extensions.temporal.plugins.temporal".split(
    " ",
  ),
);

/** Names of `metaflow` that the analysis knows; other names of it stay unknown objects. */
export const STRUCTURAL_NAMES: ReadonlySet<string> = new Set([
  ...STEP_DECORATORS,
  ...FLOW_DECORATORS,
  COMPENSATE,
  ..."Config FlowMutator FlowSpec IncludeFile JSONType JSONTypeClass Parameter StepMutator UserStepDecorator config_expr step user_step_decorator".split(
    " ",
  ),
]);

/** Python names that Metaflow hides from a flow's parameters: `FlowSpec._NON_PARAMETERS` in metaflow/flowspec.py. */
export const NON_PARAMETERS: ReadonlySet<string> = new Set([
  "cmd",
  "foreach_stack",
  "index",
  "input",
  "script_name",
  "name",
]);
