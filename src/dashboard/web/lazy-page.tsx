import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageProps } from './page-props.ts';
import { Problem } from './problem.tsx';

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
  const [loaded, setLoaded] = useState<{
    readonly spec: LazyPageSpec;
    readonly Page: ComponentType<PageProps>;
  }>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    spec.load().then((Page) => setLoaded({ spec, Page }), setError);
  }, [spec]);
  if (error !== undefined) return <Problem error={error} />;
  if (loaded?.spec !== spec) return <p class="muted">…</p>;
  return <loaded.Page {...props} />;
}
