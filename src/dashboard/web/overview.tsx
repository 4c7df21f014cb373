import { Card } from './card.tsx';
import { KeyFigures } from './figures.tsx';
import { overviewCards } from './overview-cards.tsx';
import type { View } from './view.ts';

/** The first page: what listeners played, within the filters. */
export function Overview({ view }: { readonly view: View }) {
  return (
    <div class="grid">
      <h1 class="unseen">Overview</h1>
      <KeyFigures view={view} />
      {overviewCards.map((spec) => (
        <Card key={spec.question} spec={spec} view={view} />
      ))}
    </div>
  );
}
