import type { ApiQuestion } from '../api.ts';
import { Card, type CardSpec } from './card.tsx';
import { KeyFigures } from './figures.tsx';
import { overviewCards } from './overview-cards.tsx';
import { ownCard } from './own-cards.tsx';
import type { View } from './view.ts';

/** The first page: what listeners played, within the filters. */
export function Overview({ view }: { readonly view: View }) {
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
