import type { Capabilities } from "../emitter.ts";

/** What every target that runs flows through the shared Python runtime does with Metaflow's decorators. */
export const RUNTIME_CAPABILITIES: Capabilities = {
  runs: true,
  decorators: {
    batch: "forwarded",
    card: "forwarded",
    catch: "mapped",
    conda: "forwarded",
    conda_base: "forwarded",
    environment: "mapped",
    exit_hook: "mapped",
    kubernetes: "forwarded",
    parallel: "mapped",
    project: "forwarded",
    pypi: "forwarded",
    pypi_base: "forwarded",
    pytorch_parallel: "mapped",
    resources: "forwarded",
    retry: "mapped",
    schedule: "unsupported",
    secrets: "forwarded",
    timeout: "mapped",
    trigger: "unsupported",
    trigger_on_finish: "unsupported",
    airflow_external_task_sensor: "unsupported",
    airflow_s3_key_sensor: "unsupported",
  },
  other: "deferred",
};
