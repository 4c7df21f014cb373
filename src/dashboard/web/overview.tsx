import type { ApiQuestion } from '../api.ts';
import { Card, type CardSpec } from './card.tsx';
import { KeyFigures } from './figures.tsx';
import { overviewCards } from './overview-cards.tsx';
import { ownCard } from './own-cards.tsx';
import { Panel } from './panel.tsx';
import type { View } from './view.ts';

/** The first page: what listeners played, within the filters. */
export function Overview({ view }: { readonly view: View }) {
  if (view.status.first_day === null) return <NoPlays title="Overview" isLoaded={view.status.run !== null} />;
  return (
    <div class="grid">
      <h1 class="unseen">Overview</h1>
      <KeyFigures view={view} />
      {cardsWith(view.status.questions).map((spec) => (
        <Card key={spec.question} spec={spec} view={view} />
      ))}
    </div>
  );
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

/** Our cards and then those of the project folder; one of its questions with a name of ours takes the place of ours. */
function cardsWith(own: readonly ApiQuestion[]): readonly CardSpec[] {
  const ours = overviewCards.map((spec) => {
    const instead = own.find(({ name }) => name === spec.question);
    return instead === undefined ? spec : ownCard(instead);
  });
  const more = own.filter(
    ({ name, page }) => page === null && !overviewCards.some(({ question }) => question === name),
  );
  return [...ours, ...more.map(ownCard)];
}

/** A page that a project folder adds: the questions that name it. */
export function OwnPage({ name, view }: { readonly name: string; readonly view: View }) {
  return (
    <div class="grid">
      <h1 class="width-12">{name}</h1>
      {view.status.questions
        .filter(({ page }) => page === name)
        .map((question) => (
          <Card key={question.name} spec={ownCard(question)} view={view} />
        ))}
    </div>
  );
}
