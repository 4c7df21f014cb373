import type { ComponentType } from 'preact';
import { lazily } from './lazy.tsx';
import type { PageProps } from './page-props.ts';

interface LazyPage {
  readonly title: string;
  readonly Page: ComponentType<PageProps>;
}

/** The pages whose script is loaded when they are first opened, by their path. */
export const lazyPages: Readonly<Record<string, LazyPage>> = {
  '/data': { title: 'Data', Page: lazily(async () => (await import('./data-page.tsx')).DataPage) },
  '/model': { title: 'Model', Page: lazily(async () => (await import('./model-page.tsx')).ModelPage) },
  '/sql': { title: 'SQL', Page: lazily(async () => (await import('./sql-page.tsx')).SqlPage) },
};
