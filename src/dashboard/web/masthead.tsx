import { useState } from 'preact/hooks';
import { parse } from '../../ask/grain.ts';
import type { ApiStatus } from '../api.ts';
import { followLink } from './address.ts';
import { formatAge } from './format.ts';
import { latenessOf } from './lateness.ts';
import { lazyPages } from './lazy-pages.ts';
import { pageOf, retentionPath } from './pages.ts';
import { currentTheme, nextTheme } from './theme.ts';

/** Our pages, with those of the project folder behind the overview. */
function pagesWith(status: ApiStatus | undefined): readonly (readonly [href: string, name: string])[] {
  const own = new Set(status?.questions.flatMap(({ page }) => page ?? []));
  return [
    ...['/', retentionPath].map((href) => [href, pageOf(href).title] as const),
    ...[...own].map((name) => [`/page/${encodeURIComponent(name)}`, name] as const),
    ...Object.entries(lazyPages).map(([href, { title }]) => [href, title] as const),
  ];
}

interface MastheadProps {
  readonly path: string;
  /** The filters, which every link keeps. */
  readonly query: string;
  readonly status: ApiStatus | undefined;
  readonly now: Date;
}

/** Name, pages, freshness, and the colours. */
export function Masthead({ path, query, status, now }: MastheadProps) {
  return (
    <header class="masthead">
      <a class="brand" href="/" onClick={followLink}>
        <img src="/assets/icon.svg" alt="" width="24" height="24" />
        Sparkify
      </a>
      <nav aria-label="Pages">
        {pagesWith(status).map(([href, name]) => (
          <a
            key={href}
            href={`${href}${query}`}
            aria-current={href === path ? 'page' : undefined}
            onClick={followLink}
          >
            {name}
          </a>
        ))}
      </nav>
      {status !== undefined && <Freshness status={status} now={now} />}
      <ThemeButton />
    </header>
  );
}

/** The age of the newest run; that it is late is said in words. */
function Freshness({ status, now }: { readonly status: ApiStatus; readonly now: Date }) {
  const { run, warehouse } = status;
  const lateness = latenessOf(status, now);
  return (
    <p class="freshness" title={warehouse}>
      {lateness?.isLate && <strong class="failed">⚠ Late, expected {lateness.expected}: </strong>}
      {run === null
        ? 'nothing was published yet'
        : `Run ${run.run_id} · ${formatAge(parse(String(run.finished_at)), now)}`}
    </p>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  return (
    <button
      type="button"
      class="icon-button"
      id="theme"
      title="Colours: those of the system, light, or dark"
      aria-label={`Colours: ${theme}. Change`}
      onClick={() => setTheme(nextTheme())}
    >
      {{ auto: '◐ Auto', light: '○ Light', dark: '● Dark' }[theme]}
    </button>
  );
}
