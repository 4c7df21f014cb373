import { quoteValue } from '../../../quote.ts';
import { quotedParts } from '../../quoted-parts.ts';
import type { Values } from '../session.ts';

/** A statement as ExecuteStatement takes it. */
export interface DataApiStatement {
  readonly Sql: string;
  readonly Parameters?: { readonly name: string; readonly value: string }[];
}

/**
 * Turns `$1` into `:p1`, the only kind of parameter there. A parameter has at least one character and cannot be NULL, so NULL and
 * `''` are written out; so is every value where the SQL has a colon of its own, which would be taken for a parameter.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html
 */
export function toDataApi(text: string, values: Values): DataApiStatement {
  if (values.length === 0) return { Sql: text };
  const hasColon = text.includes(':');
  const used = new Map<number, string>();
  const Sql = text.replace(places, (whole: string, ...groups: unknown[]) => {
    const { place } = groups.at(-1) as { readonly place: string | undefined };
    if (place === undefined) return whole;
    const value = values[Number(place) - 1] ?? null;
    if (value === null || value === '' || hasColon) return literal(value);
    used.set(Number(place), value);
    return `:p${place}`;
  });
  if (used.size === 0) return { Sql };
  return { Sql, Parameters: [...used].map(([place, value]) => ({ name: `p${place}`, value })) };
}

const places = new RegExp(String.raw`${quotedParts('redshift')}|\$(?<place>\d+)`, 'g');

function literal(value: string | null): string {
  return value === null ? 'null' : quoteValue(value);
}
