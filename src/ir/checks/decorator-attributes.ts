const SENSOR = "timeout poke_interval mode exponential_backoff pool soft_fail name description";

/** The arguments that each of Metaflow's decorators takes (`defaults` of its class, in its order), separated by blanks. */
export const DECORATOR_ATTRIBUTES: Readonly<Record<string, string>> = {
  retry: "times minutes_between_retries",
  catch: "var print_exception",
  timeout: "seconds minutes hours",
  environment: "vars",
  resources: "cpu gpu disk memory shared_memory",
  secrets: "sources role allow_override",
  parallel: "",
  pytorch_parallel: "master_port",
  card: "type options scope rank timeout id save_errors customize refresh_interval",
  conda: "packages libraries python disabled",
  pypi: "packages python disabled",
  batch:
    "cpu gpu memory image queue iam_role execution_role shared_memory max_swap swappiness inferentia trainium efa host_volumes efs_volumes use_tmpfs aws_batch_tags tmpfs_tempdir tmpfs_size tmpfs_path ephemeral_storage log_driver log_options executable privileged",
  kubernetes:
    "cpu memory disk image image_pull_policy image_pull_secrets service_account secrets node_selector namespace gpu gpu_vendor tolerations labels annotations use_tmpfs tmpfs_tempdir tmpfs_size tmpfs_path persistent_volume_claims shared_memory port compute_pool executable hostname_resolution_timeout qos extended_resources security_context",
  conda_base: "packages libraries python disabled",
  pypi_base: "packages python disabled",
  schedule: "cron weekly daily hourly timezone",
  project: "name production branch",
  trigger: "event events options",
  trigger_on_finish: "flow flows options",
  exit_hook: "on_success on_error options",
  airflow_external_task_sensor: `${SENSOR} external_dag_id external_task_ids allowed_states failed_states execution_delta check_existence`,
  airflow_s3_key_sensor: `${SENSOR} bucket_key bucket_name wildcard_match aws_conn_id verify`,
};
