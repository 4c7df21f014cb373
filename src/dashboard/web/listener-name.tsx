import type { ApiAnswer } from '../api.ts';
import { getJson } from './get-json.ts';
import { useAsked } from './use-asked.ts';

/** The name of a listener: a number says nothing to most readers. */
export function ListenerName({ id, publishedKey }: { readonly id: string; readonly publishedKey: string }) {
  const { value } = useAsked(
    (signal) =>
      getJson<ApiAnswer>(`/api/questions/listener?${new URLSearchParams({ listener: id })}`, { signal }),
    [id, publishedKey],
  );
  const [row] = value?.rows ?? [];
  return <>{row && String(row.user_id) === id ? String(row.user_name) : id}</>;
}
