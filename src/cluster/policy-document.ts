/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly Service: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function policy(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/** The same, where keys of the request have these values. */
export function allowWhere(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  StringEquals: Readonly<Record<string, string | readonly string[]>>,
): Statement {
  return { ...allow(Sid, Action, Resource), Condition: { StringEquals } };
}

/** Compares two documents as IAM would: by content, not by the order of lists. */
export function samePolicy(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    const list = items.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return list.length === 1 ? list[0] : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}
