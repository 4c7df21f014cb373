import type { ComponentType } from 'preact';
import { getJson } from './get-json.ts';
import type { PageProps } from './page-props.ts';
import { Problem } from './problem.tsx';
import { useAsked } from './use-asked.ts';

interface LazyPageSpec {
  readonly title: string;
  readonly load: () => Promise<ComponentType<PageProps>>;
}

/** The pages whose script is loaded when they are first opened, by their path. */
export const lazyPages: Readonly<Record<string, LazyPageSpec>> = {
  '/data': { title: 'Data', load: async () => (await import('./data-page.tsx')).DataPage },
  '/model': { title: 'Model', load: async () => (await import('./model-page.tsx')).ModelPage },
  '/sql': { title: 'SQL', load: async () => (await import('./sql-page.tsx')).SqlPage },
};

export function LazyPage({ spec, ...props }: PageProps & { readonly spec: LazyPageSpec }) {
  const { value: loaded, error } = useAsked(
    async () => ({ spec, Page: await loadedPage(spec) }),
    [spec, props.version],
  );
  if (error !== undefined) return <Problem error={error} />;
  if (loaded?.spec !== spec) return <p class="muted">…</p>;
  return <loaded.Page {...props} />;
}

/** @throws {ServerError} if the server does not answer; the page asks again when it does */
async function loadedPage({ load }: LazyPageSpec): Promise<ComponentType<PageProps>> {
  try {
    return await load();
  } catch {
    await getJson('/api/status');
    throw new Error('The dashboard is of another version now. Reload the page.');
  }
}
