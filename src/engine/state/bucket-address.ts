import { StateUnreachableError } from './state-unreachable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a bucket is and who asks, as the engine understands a state's URL (gocloud.dev/aws, `ConfigFromURLParams`). */
export interface BucketAddress {
  /** Begins the URL of every object; ends with `/`. */
  readonly base: string;
  /** Begins every key: empty, or ends with `/`. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The address behind `s3://BUCKET/PREFIX?region=…`. Credentials come from the environment alone: profiles, single sign-on and roles of machines
 * are what the AWS CLI turns into such variables.
 * @throws StateUnreachableError that says what is missing
 */
export function bucketAddress(url: string, env: Environment): BucketAddress {
  const { hostname: bucket, pathname, searchParams } = new URL(url);
  const region = searchParams.get('region') ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? '';
  // Both become part of a host name.
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(bucket)) throw new StateUnreachableError(`${url} names no bucket.`);
  if (!/^[a-z0-9-]+$/.test(region))
    throw new StateUnreachableError(
      `The region of ${url} is not known: add "?region=eu-west-3" to it, or set AWS_REGION.`,
    );
  const folder = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '');
  return {
    base: baseOf(bucket, region, searchParams, env),
    prefix: `${searchParams.get('prefix') ?? ''}${folder === '' ? '' : `${folder}/`}`,
    region,
    ...credentials(url, searchParams, env),
  };
}

function baseOf(bucket: string, region: string, options: URLSearchParams, env: Environment): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const stated = options.get('endpoint') ?? ownEndpoint(options, env) ?? `s3.${region}.${domain}`;
  const scheme = options.get('disableSSL') === 'true' ? 'http' : 'https';
  const server = new URL(/^https?:\/\//.test(stated) ? stated : `${scheme}://${stated}`);
  const inPath = options.get('s3ForcePathStyle') === 'true' || options.get('use_path_style') === 'true';
  // A certificate of *.s3… does not cover a bucket with dots.
  if (inPath || bucket.includes('.')) return `${server.origin}/${bucket}/`;
  return `${server.protocol}//${bucket}.${server.host}/`;
}

/** Only the second SDK of the engine reads these; `awssdk=v2` asks for it. */
function ownEndpoint(options: URLSearchParams, env: Environment): string | undefined {
  return options.get('awssdk') === 'v2' ? (env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL']) : undefined;
}

function credentials(
  url: string,
  options: URLSearchParams,
  env: Environment,
): Pick<BucketAddress, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'> {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const profile = options.get('profile');
  if (!accessKeyId || !secretAccessKey || profile !== null) {
    const from = profile ?? env['AWS_PROFILE'];
    throw new StateUnreachableError(
      `What was applied is recorded beside the state, at ${url}, and alerts reads AWS credentials from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN only${profile === null ? '' : ', not from "profile"'}. A profile, single sign-on or the role of a machine becomes such variables by: eval "$(aws configure export-credentials --format env${from === undefined ? '' : ` --profile ${from}`})"`,
    );
  }
  const sessionToken = env['AWS_SESSION_TOKEN'];
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
