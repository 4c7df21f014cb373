import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiAnswer, ApiQuestion } from '../api.ts';
import { CardMenu } from './card-menu.tsx';
import type { Width } from './panel.tsx';
import { ParameterInputs } from './parameter-inputs.tsx';
import { Problem } from './problem.tsx';
import { ResultTable } from './result-table.tsx';
import { showEvidence } from './show.tsx';
import { useAsked } from './use-asked.ts';
import { useFragment } from './use-fragment.ts';
import type { View } from './view.ts';

/** A card of a page: the question that it asks, and how it draws the answer. */
export interface CardSpec {
  readonly question: string;
  readonly title: string;
  /** How many of the page's twelve columns it takes. */
  readonly width: Width;
  /** A line below the title. */
  readonly note?: string | ((view: View) => string);
  /** Whether its question is over time, and takes the grain of the page. */
  readonly isOverTime?: boolean;
  /** The parameters that its question declares. */
  readonly parameters?: ApiQuestion['parameters'];
  /** What an answer without rows means; the filters leave nothing, unless it says more. */
  readonly nothing?: string;
  readonly draw: (answer: ApiAnswer, view: View) => ComponentChildren;
}

/** A card that asks its question, draws the answer, and shows its provenance. */
export function Card({ spec, view }: { readonly spec: CardSpec; readonly view: View }) {
  const { question, title, width, note, isOverTime = false, parameters = [], nothing, draw } = spec;
  const grain = isOverTime ? view.grain : undefined;
  const { filters, onFilter, onPlay } = view;
  const [set, setSet] = useState<Readonly<Record<string, string>>>({});
  const [isTable, setIsTable] = useState(false);
  const asking = { set, grain };
  // An answer is drawn with the days that it was asked for until the next one is there; a click adds to the filters of now.
  const { value, error, isPending } = useAsked(
    async (signal) => ({ answer: await view.ask(question, { signal, ...asking }), of: view }),
    [view, question, set],
  );
  const place = useFragment(question);
  return (
    <section
      class={`card width-${width}`}
      id={question}
      ref={place}
      data-question={question}
      aria-busy={isPending}
    >
      <header>
        <h2>{title}</h2>
        <div class="card-tools">
          <button
            type="button"
            class="icon-button as-table"
            aria-pressed={isTable}
            aria-label={`“${title}” as a table`}
            onClick={() => setIsTable(!isTable)}
          >
            Table
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={`Info: provenance of “${title}”`}
            onClick={() => showEvidence(title, { view, question, asking })}
          >
            Info
          </button>
          <CardMenu view={view} question={question} title={title} asking={asking} answer={value?.answer} />
        </div>
        {note !== undefined && <p class="card-note">{typeof note === 'string' ? note : note(view)}</p>}
        <Ignored filters={value?.answer.ignored_filters ?? []} />
      </header>
      {parameters.length > 0 && onFilter !== undefined && (
        <ParameterInputs question={question} parameters={parameters} set={set} onSet={setSet} />
      )}
      <div class="card-body">
        {error !== undefined ? (
          <Problem error={error} />
        ) : value === undefined ? (
          <div class="skeleton" aria-hidden="true" />
        ) : isTable ? (
          <ResultTable result={value.answer} caption={title} />
        ) : value.answer.rows.length === 0 ? (
          <Nothing status={view.status} text={nothing} />
        ) : (
          draw(value.answer, { ...value.of, filters, onFilter, onPlay })
        )}
      </div>
    </section>
  );
}

function Nothing({ status, text }: Pick<View, 'status'> & { readonly text: string | undefined }) {
  return (
    <p class="nothing">
      {status.first_day === null ? 'No play is loaded.' : (text ?? 'Nothing for these filters.')}
    </p>
  );
}

/** Says which filters an answer does not obey. */
function Ignored({ filters }: { readonly filters: readonly string[] }) {
  return filters.length === 0 ? null : (
    <p class="card-note">Page events name no song: the filter by {filters.join(', ')} does not apply.</p>
  );
}
