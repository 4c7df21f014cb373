import { Fragment } from 'preact';
import type { ApiQuestion } from '../api.ts';
import type { PlainName } from '../url-filters.ts';
import { Card, type CardSpec } from './card.tsx';
import { KeyFigures } from './figures.tsx';
import { ListenerName } from './listener-name.tsx';
import { Panel } from './panel.tsx';
import type { View } from './view.ts';

/** A page of cards that obey the filters. */
export interface CardPageSpec {
  readonly title: string;
  /** The filters that say what the page is about; its heading names their values. */
  readonly about?: readonly PlainName[];
  /** Whether its heading is seen; else the navigation says enough. */
  readonly hasHeading?: boolean;
  /** Whether the key figures are above its cards. */
  readonly hasFigures?: boolean;
  /** @param own those of the project folder */
  readonly cards: (own: readonly ApiQuestion[]) => readonly CardSpec[];
}

/** What listeners played, within the filters. */
export function CardPage({ spec, view }: { readonly spec: CardPageSpec; readonly view: View }) {
  const { title, about, hasHeading = false, hasFigures = false, cards } = spec;
  const { first_day, run, questions } = view.status;
  if (hasFigures && first_day === null) return <NoPlays title={title} isLoaded={run !== null} />;
  const isNamed = about?.some((name) => view.filters[name]?.length);
  if (about !== undefined && !isNamed)
    return (
      <div class="grid">
        <h1 class="width-12">{title}</h1>
        <p class="width-12 muted">
          Choose one: a name in a table or ranking of the <a href="/">overview</a> leads here.
        </p>
      </div>
    );
  const shown = cards(questions);
  return (
    <div class="grid">
      <h1 class={hasHeading || about !== undefined ? 'width-12' : 'unseen'}>
        {title} <Subject about={about ?? []} view={view} />
      </h1>
      {hasFigures && <KeyFigures view={view} />}
      {shown.length === 0 && (
        <p class="width-12 muted">No saved query of the project folder is on this page.</p>
      )}
      {shown.map((card) => (
        <Card key={card.question} spec={card} view={view} />
      ))}
    </div>
  );
}

interface SubjectProps {
  readonly about: readonly PlainName[];
  readonly view: View;
}

/** The values that say what a page is about. */
function Subject({ about, view }: SubjectProps) {
  const named = about.flatMap((name) => (view.filters[name] ?? []).map((value) => ({ name, value })));
  return named.map(({ name, value }, index) => (
    <Fragment key={`${name} ${value}`}>
      {index > 0 && ' · '}
      <bdi>{name === 'listener' ? <ListenerName id={value} publishedKey={view.status.key} /> : value}</bdi>
    </Fragment>
  ));
}

interface NoPlaysProps {
  /** Of the page. */
  readonly title: string;
  readonly isLoaded: boolean;
}

/** What to do where there is no play to show. */
export function NoPlays({ title, isLoaded }: NoPlaysProps) {
  return (
    <div class="grid">
      <h1 class="unseen">{title}</h1>
      <Panel title="No plays yet" width={12}>
        {isLoaded ? (
          <p>
            What was loaded has no log event with the page NextSong. See what is in the log data:{' '}
            <code>sparkify preview logs</code>, and what was rejected: <code>sparkify rejects</code>
          </p>
        ) : (
          <p>
            Load the folder that holds <code>log_data/</code> and <code>song_data/</code>:{' '}
            <code>sparkify etl --data FOLDER</code>. This page shows the plays as soon as the run is
            published.
          </p>
        )}
      </Panel>
    </div>
  );
}
