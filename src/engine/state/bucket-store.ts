import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { TextAppender, TextStore } from '../../graph/text-store.ts';
import type { BucketAddress } from './bucket-address.ts';
import { StateUnreachableError } from './state-unreachable.ts';

/** Milliseconds until an attempt counts as lost. */
const attemptTimeout = 30_000;

/** Attempts per request; each can be repeated, since every request writes, reads or removes one whole object. */
const attempts = 5;

/** A part of a text that grows is written anew with each addition until it has this many characters. */
const partSize = 32 * 1024;

/**
 * Texts in an S3-compatible bucket (API reference of Amazon S3, 2006-03-01). A bucket answers for what was written before:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export class BucketStore implements TextStore {
  readonly #address: BucketAddress;
  readonly #folder: string;
  readonly #client: AwsClient;

  /** @param folder begins every key after the address's own prefix: empty, or ends with `/` */
  constructor(address: BucketAddress, folder = '') {
    const { accessKeyId, secretAccessKey, sessionToken, region } = address;
    this.#address = address;
    this.#folder = `${address.prefix}${folder}`;
    this.#client = new AwsClient({
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      service: 's3',
      region,
    });
  }

  nameOf(key: string): string {
    return this.#url(key).href;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for (let after = ''; ;) {
      const url = new URL(this.#address.base);
      // Not by URLSearchParams, which writes a space as "+": a signature is over "%20".
      url.search = Object.entries({
        'encoding-type': 'url',
        'list-type': '2',
        prefix: `${this.#folder}${prefix}`,
        ...(after === '' ? {} : { 'start-after': after }),
      })
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&');
      const { text } = await this.#request('GET', url);
      // Percent-encoded on request, so that no entity of XML is in them; form encoding writes a space as "+".
      const page = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
        decodeURIComponent(key.replaceAll('+', ' ')),
      );
      keys.push(...page.map((key) => key.slice(this.#folder.length)));
      const last = page.at(-1);
      if (last === undefined || !/<IsTruncated>true</.test(text)) return keys.sort();
      after = last;
    }
  }

  async read(key: string): Promise<string | undefined> {
    const { status, text } = await this.#request('GET', this.#url(key), { passes: [404] });
    return status === 404 ? undefined : text;
  }

  async write(key: string, text: string): Promise<void> {
    await this.#request('PUT', this.#url(key), { body: text });
  }

  async create(key: string, text: string): Promise<void> {
    const headers = { 'if-none-match': '*' };
    // 409 when two try at once, 412 when there is one, 501 from servers that know no conditions.
    const { status } = await this.#request('PUT', this.#url(key), { body: text, headers, passes: [409, 412, 501] });
    if (status === 501) await this.write(key, text);
  }

  async remove(key: string): Promise<void> {
    await this.#request('DELETE', this.#url(key), { passes: [404] });
  }

  /** A bucket cannot add to an object: the last part is written anew with each addition, and followed by another once it is large. */
  appender(key: string): TextAppender {
    let part = 1;
    let written = '';
    return {
      append: async (text) => {
        if (written.length >= partSize) [part, written] = [part + 1, ''];
        const number = String(part).padStart(4, '0');
        await this.write(key.replace(/(\.[a-z]+)?$/, `.${number}$1`), written + text);
        written += text;
      },
      close: () => Promise.resolve(),
    };
  }

  #url(key: string): URL {
    const path = `${this.#folder}${key}`.split('/').map(encodeURIComponent).join('/');
    return new URL(path, this.#address.base);
  }

  async #request(
    method: 'GET' | 'PUT' | 'DELETE',
    url: URL,
    options: {
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly passes?: readonly number[];
    } = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#attempt(method, url, options.body ?? '', options.headers ?? {});
      if ('status' in answer && (answer.status < 300 || options.passes?.includes(answer.status))) return answer;
      const again = 'status' in answer ? answer.status === 429 || answer.status >= 500 : true;
      if (!again || attempt === attempts) throw new StateUnreachableError(failure(method, url, answer));
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }

  async #attempt(
    method: string,
    url: URL,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly text: string } | { readonly reason: string }> {
    try {
      const signed = await this.#client.sign(url.href, {
        method,
        headers: { ...headers, 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
        ...(method === 'PUT' ? { body } : {}),
      });
      const response = await fetch(signed, { signal: AbortSignal.timeout(attemptTimeout), redirect: 'manual' });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const { cause, message, name } = error as Error & { cause?: { code?: string } };
      return {
        reason: name === 'TimeoutError' ? `got no answer within ${attemptTimeout / 1000} s` : (cause?.code ?? message),
      };
    }
  }
}

/** In the server's words where it has some: `<Code>AccessDenied</Code><Message>…</Message>`. */
function failure(
  method: string,
  url: URL,
  answer: { readonly status: number; readonly text: string } | { readonly reason: string },
): string {
  const what = `What is recorded beside the state cannot be ${method === 'GET' ? 'read' : 'written'}: ${method} ${url.origin}${url.pathname}`;
  if ('reason' in answer) return `${what} failed: ${answer.reason}.`;
  const [code, message] = ['Code', 'Message'].map(
    (tag) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(answer.text)?.[1],
  );
  return `${what} was answered with ${answer.status}${code === undefined ? '' : ` ${code}`}${message === undefined ? '' : `: ${message}`}.`;
}
