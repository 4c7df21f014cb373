import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageProps } from './page-props.ts';
import { Problem } from './problem.tsx';

/** The pages whose script is loaded when they are first opened. */
const pages: Readonly<Record<string, () => Promise<ComponentType<PageProps>>>> = {
  Data: async () => (await import('./data-page.tsx')).DataPage,
  Model: async () => (await import('./model-page.tsx')).ModelPage,
  SQL: async () => (await import('./sql-page.tsx')).SqlPage,
};

export function LazyPage({ name, ...props }: PageProps & { readonly name: string }) {
  const [loaded, setLoaded] = useState<{ readonly name: string; readonly Page: ComponentType<PageProps> }>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    pages[name]?.().then((Page) => setLoaded({ name, Page }), setError);
  }, [name]);
  if (error !== undefined) return <Problem error={error} />;
  if (loaded?.name !== name) return <p class="muted">…</p>;
  return <loaded.Page {...props} />;
}
