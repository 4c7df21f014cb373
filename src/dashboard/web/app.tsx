import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { readFilters, type UrlFilters, writeFilters } from '../url-filters.ts';
import { goTo, useAddress } from './address.ts';
import { CardPage, type CardPageSpec, NoPlays } from './card-page.tsx';
import { DialogPlace } from './dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterProblem } from './filter-problem.ts';
import { keepFocus } from './keep-focus.ts';
import { lazyPages } from './lazy-pages.ts';
import { Masthead } from './masthead.tsx';
import { pageOf } from './pages.ts';
import { Problem } from './problem.tsx';
import { showWhy } from './show.tsx';
import { startTheme } from './theme.ts';
import { useAsked } from './use-asked.ts';
import { type LiveStatus, useStatus } from './use-status.ts';
import { liveView } from './view.ts';

startTheme();
keepFocus();
render(<App />, document.body);

function App() {
  const { path, query } = useAddress();
  const live = useStatus();
  const filters = useMemo(() => readFilters(query), [query]);
  const lazy = lazyPages[path];
  const page = useMemo(() => pageOf(path), [path]);
  const name = (lazy ?? page).title;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${name} · Sparkify`;
  }, [name]);
  useFocusOnNewPage(main, path);
  const { status, error } = live;
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Masthead path={path} query={writeFilters(filters)} status={status} now={live.now} />
      <main id="main" tabindex={-1} ref={main}>
        {status === undefined ? (
          <div class="page" aria-busy={error === undefined}>
            {error !== undefined && <Problem error={error} />}
          </div>
        ) : lazy === undefined ? (
          <FilteredPage live={live} status={status} filters={filters} path={path} spec={page} />
        ) : (
          <div class="page">
            <lazy.Page status={status} version={live.version} now={live.now} />
          </div>
        )}
      </main>
      <Announcement live={live} />
      <DialogPlace />
    </>
  );
}

interface FilteredPageProps {
  readonly live: LiveStatus;
  readonly status: NonNullable<LiveStatus['status']>;
  readonly filters: UrlFilters;
  readonly path: string;
  readonly spec: CardPageSpec;
}

/** A page that obeys the filters. */
function FilteredPage({ live, status, filters, path, spec }: FilteredPageProps) {
  const onFilter = (next: UrlFilters) => goTo(`${path}${writeFilters(next)}`);
  const view = useMemo(
    () => liveView(status, filters, { onFilter, onPlay: showWhy }),
    [status, filters, path, live.version],
  );
  const wrong = filterProblem(filters);
  const { error } = useAsked(async () => wrong === undefined && (await view.checked()), [view]);
  return (
    <>
      {status.run !== null && <FilterBar view={view} onFilter={onFilter} kept={spec.about} />}
      <div class="page">
        {status.run === null ? (
          <NoPlays title={spec.title} isLoaded={false} />
        ) : wrong !== undefined ? (
          <NotShown title={spec.title} error={new Error(wrong)} />
        ) : error !== undefined ? (
          <NotShown title={spec.title} error={error} />
        ) : (
          <CardPage spec={spec} view={view} key={path} />
        )}
      </div>
    </>
  );
}

/** A page whose filters are wrong: it keeps its heading. */
function NotShown({ title, error }: { readonly title: string; readonly error: unknown }) {
  return (
    <>
      <h1 class="unseen">{title}</h1>
      <Problem error={error} />
    </>
  );
}

/** Says that a run was published while the page was open, to those who do not see the figures change. */
function Announcement({ live: { status } }: { readonly live: LiveStatus }) {
  const first = useRef<string>(undefined);
  const [text, setText] = useState('');
  useEffect(() => {
    if (status === undefined) return;
    if (first.current !== undefined && first.current !== status.key)
      setText(`Run ${status.run?.run_id} was published; the page shows it.`);
    first.current = status.key;
  }, [status]);
  return (
    <p class="unseen" role="status" id="announcement">
      {text}
    </p>
  );
}

/** Another page begins at its top, for the eye and for the keyboard; the first one is left alone. */
function useFocusOnNewPage(main: { readonly current: HTMLElement | null }, path: string): void {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
}
