import type { ApiAnswer } from '../api.ts';
import { useJson } from './use-asked.ts';

/** The name of a listener: a number says nothing to most readers. */
export function ListenerName({ id, publishedKey }: { readonly id: string; readonly publishedKey: string }) {
  const address = `/api/questions/listener?${new URLSearchParams({ listener: id })}`;
  const { value } = useJson<ApiAnswer>(address, [publishedKey]);
  const [row] = value?.rows ?? [];
  return <>{row && String(row.user_id) === id ? String(row.user_name) : id}</>;
}
