type Environment = Readonly<Record<string, string | undefined>>;

/** What every process needs to run at all, and to find its way out of a company's network. */
const always =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_[A-Z]+|TZ|TMPDIR|TEMP|TMP|SystemRoot|SYSTEMROOT|ComSpec|APPDATA|LOCALAPPDATA|USERPROFILE|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy)$/;

/** What the engine's backends and secrets providers read. */
const backends =
  /^(AWS_|AZURE_|ARM_|GOOGLE_|GCLOUD_|CLOUDSDK_|VAULT_|PGHOST$|PGUSER$|PGPASSWORD$|PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE(_FILE)?|HOME)$)/;

/**
 * The environment of the engine: enough to reach its backend, no vendor's credentials, and none of the variables that make it dump
 * requests, load plugins from elsewhere or write checkpoints differently.
 */
export function engineEnvironment(env: Environment, more: Readonly<Record<string, string>>): Record<string, string> {
  return {
    ...pick(env, (name) => always.test(name) || backends.test(name)),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // `--event-log` is a debugging flag of the CLI.
    PULUMI_DEBUG_COMMANDS: 'true',
    // Bridged plugins ask the vendor whenever they compare, and the engine compares one object after the other unless told not to.
    PULUMI_PARALLEL_DIFF: 'true',
    // Go lets its heap double before it collects; a plan of 2,000 objects is 30 MB smaller for half a second of work.
    GOGC: '40',
    // The salt of a passphrase lies in the workspace, which another machine does not have; the state has it too.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: 'true',
    ...more,
  };
}

/** The environment of a vendor's plugin: its own credentials and settings, nothing of the backend's. */
export function pluginEnvironment(env: Environment, more: Readonly<Record<string, string>>): Record<string, string> {
  return { ...pick(env, (name) => always.test(name)), ...more };
}

function pick(env: Environment, wanted: (name: string) => boolean): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && wanted(name)) chosen[name] = value;
  return chosen;
}
