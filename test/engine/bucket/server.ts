import { spawn } from 'node:child_process';
import { bucketServerPython } from './python.ts';

/** A server that speaks the S3 API on loopback: moto's, which is not ours. */
export interface BucketServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Empties all buckets. */
  reset(): Promise<void>;
  /** The state's URL for a bucket that exists. */
  state(bucket: string): Promise<string>;
  /** Keys of a bucket. */
  keys(bucket: string): Promise<string[]>;
  read(bucket: string, key: string): Promise<string>;
  write(bucket: string, key: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Credentials that such a server takes: any. */
export const bucketCredentials = { AWS_ACCESS_KEY_ID: 'aws-key-id', AWS_SECRET_ACCESS_KEY: 'aws-secret-key' };

/** Starts a server on a free port that checks no signature. */
export function startBucketServer(): Promise<BucketServer> {
  return start({});
}

/** A server that takes what botocore would have signed in the same way, and nothing else; with one user and one bucket. */
export async function startStrictBucketServer(bucket: string): Promise<{
  readonly server: BucketServer;
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
}> {
  // The requests that set it up are not checked: moto's documentation, "IAM-like Access Control".
  const server = await start({ INITIAL_NO_AUTH_ACTION_COUNT: '4' });
  const iam = (action: string): Promise<string> =>
    succeed(`${server.url}/`, {
      method: 'POST',
      body: `Version=2010-05-08&UserName=alerts&Action=${action}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: authorization('iam') },
    });
  await iam('CreateUser');
  const allowed = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
  await iam(`PutUserPolicy&PolicyName=all&PolicyDocument=${encodeURIComponent(JSON.stringify(allowed))}`);
  const keys = await iam('CreateAccessKey');
  const [id = '', secret = ''] = ['AccessKeyId', 'SecretAccessKey'].map(
    (tag) => new RegExp(`<${tag}>([^<]*)<`).exec(keys)?.[1],
  );
  return { server, state: await server.state(bucket), env: { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } };
}

async function start(settings: Readonly<Record<string, string>>): Promise<BucketServer> {
  const child = spawn(bucketServerPython(), ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    env: { PATH: process.env['PATH'] ?? '', PYTHONUNBUFFERED: '1', ...bucketCredentials, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-4000);
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', (code) => reject(new Error(`The bucket server ended with ${code}.\n${said}`)));
  });
  const object = (bucket: string, key: string): string =>
    `${url}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  return {
    url,
    reset: async () => {
      await succeed(`${url}/moto-api/reset`, { method: 'POST' });
    },
    state: async (bucket) => {
      await succeed(`${url}/${bucket}`, { method: 'PUT' });
      return `s3://${bucket}?endpoint=${url}&s3ForcePathStyle=true&region=us-east-1`;
    },
    keys: async (bucket) => {
      const text = await succeed(`${url}/${bucket}?list-type=2`);
      return [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
    },
    read: (bucket, key) => succeed(object(bucket, key)),
    write: async (bucket, key, body) => {
      await succeed(object(bucket, key), { method: 'PUT', body });
    },
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Signed by nobody: the server asks for a signature, and checks none. */
async function succeed(url: string, init: RequestInit = {}): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream', authorization: authorization('s3') };
  const response = await fetch(url, { headers, ...init });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${response.status} ${text}`);
  return text;
}

function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=aws-key-id/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}
