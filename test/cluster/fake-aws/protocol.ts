import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request of the AWS SDK, whichever protocol it came by. */
export interface AwsRequest {
  /** As the signature names it: `iam`, `ec2`, `redshift`, `redshift-serverless`, `sts`, `secretsmanager`, `s3`. */
  readonly service: string;
  /** The region that it is signed for. */
  readonly region: string;
  readonly action: string;
  readonly input: Input;
}

/** Parameters: the query protocols' `Tags.member.1.Key=…` as nested objects, JSON as it is. */
export interface Input {
  readonly [name: string]: Input | string | number | boolean | undefined;
}

/** What an action answers: a tree. */
export type Output = { readonly [name: string]: unknown };

/** An error as AWS sends it. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The items of a list parameter, in order. */
export function itemsOf(input: Input[string]): readonly Input[] {
  if (typeof input !== 'object') return [];
  if (Array.isArray(input)) return input;
  const direct = Object.keys(input).filter((key) => /^\d+$/.test(key));
  if (direct.length > 0) {
    return direct.sort((one, other) => Number(one) - Number(other)).map((key) => input[key] as Input);
  }
  return Object.values(input).flatMap((inner) => itemsOf(inner));
}

export function textsOf(input: Input[string]): readonly string[] {
  return itemsOf(input).map(String);
}

/** The tags of a parameter, in either spelling. */
export function tagsOf(input: Input[string]): Record<string, string> {
  return Object.fromEntries(
    itemsOf(input).map((tag) => [String(tag.Key ?? tag.key), String(tag.Value ?? tag.value)]),
  );
}

/** Tags as most of AWS answers them. */
export function tagList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** A page of a list, and the mark of the next one: pages are short here, so that no caller does with the first. */
export function pageOf<Item>(
  all: readonly Item[],
  mark: Input[string],
): { readonly items: readonly Item[]; readonly next: string | undefined } {
  const start = Number(mark ?? 0);
  const end = start + 2;
  return { items: all.slice(start, end), next: end < all.length ? String(end) : undefined };
}

export async function readRequest(request: IncomingMessage): Promise<AwsRequest> {
  const body = await text(request);
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      service,
      region,
      action: target.split('.').pop() ?? '',
      input: JSON.parse(body || '{}') as Input,
    };
  }
  if (service === 's3') {
    return { service, region, action: `${request.method}`, input: { url: request.url ?? '' } };
  }
  const { Action: action, ...input } = nested(new URLSearchParams(body));
  return { service, region, action: String(action), input };
}

/** The body of an answer, and its type. */
export function writeAnswer(
  request: AwsRequest,
  output: Output,
): { readonly type: string; readonly body: string } {
  const { service, action } = request;
  if (usesJson(service)) return { type: 'application/x-amz-json-1.1', body: JSON.stringify(output) };
  const inner = xml(output, itemNames[service]);
  return {
    type: 'text/xml',
    body:
      service === 'ec2'
        ? `<${action}Response><requestId>r</requestId>${inner}</${action}Response>`
        : `<${action}Response><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  };
}

export function writeFault(
  request: AwsRequest,
  fault: AwsFault,
): { readonly type: string; readonly body: string } {
  const { code, message } = fault;
  if (usesJson(request.service)) {
    return { type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: code, message }) };
  }
  const error = `<Error><Type>Sender</Type>${xml({ Code: code, Message: message })}</Error>`;
  return {
    type: 'text/xml',
    body:
      request.service === 'ec2'
        ? `<Response><Errors>${error}</Errors><RequestID>r</RequestID></Response>`
        : `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`,
  };
}

function usesJson(service: string): boolean {
  return service === 'redshift-serverless' || service === 'secretsmanager';
}

function nested(parameters: URLSearchParams): Input {
  const root: Record<string, unknown> = {};
  for (const [path, value] of parameters) {
    const parts = path.split('.');
    const last = parts.pop() ?? '';
    let node = root;
    for (const part of parts) {
      node[part] ??= {};
      node = node[part] as Record<string, unknown>;
    }
    node[last] = value;
  }
  return root as Input;
}

/** The name of the elements of a list, by the name of the list. */
const itemNames: Readonly<Record<string, (list: string) => string>> = {
  iam: () => 'member',
  ec2: () => 'item',
  redshift: (list) => (list === 'IamRoles' ? 'ClusterIamRole' : list.replace(/s$/, '')),
};

function xml(value: unknown, itemName: (list: string) => string = () => 'item'): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => {
      const item = itemName(name);
      const text = Array.isArray(inner)
        ? inner.map((each) => `<${item}>${xml(each, itemName)}</${item}>`).join('')
        : xml(inner, itemName);
      return `<${name}>${text}</${name}>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[letter] ?? letter);
}
