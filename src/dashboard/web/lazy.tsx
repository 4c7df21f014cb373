import type { ComponentType } from 'preact';
import { getJson } from './get-json.ts';
import { Problem } from './problem.tsx';
import { useAsked } from './use-asked.ts';

/** A component whose script is loaded when it is first drawn, and asked for again with the next `version`. */
export function lazily<Props>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { readonly version?: number }> {
  return (props) => {
    const { value: Loaded, error } = useAsked(() => loaded(load), [props.version]);
    if (error !== undefined) return <Problem error={error} />;
    return Loaded === undefined ? <p class="muted">…</p> : <Loaded {...props} />;
  };
}

/** @throws {ServerError} if the server does not answer */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await getJson('/api/status');
    throw new Error('The dashboard is of another version now. Reload the page.');
  }
}
