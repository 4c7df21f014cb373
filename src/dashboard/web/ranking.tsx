import type { ComponentChildren } from 'preact';
import type { ApiAnswer, JsonRow } from '../api.ts';
import { formatNumber, formatShare } from './format.ts';
import { sumOf } from './sum-of.ts';

export interface RankingProps {
  readonly answer: ApiAnswer;
  readonly name: (row: JsonRow) => string;
  /** What distinguishes a row; its name, unless two may have one. */
  readonly id?: (row: JsonRow) => string;
  /** A word beside the name. */
  readonly detail?: (row: JsonRow) => string;
  readonly measure: string;
  /** What the measure counts, for one and for several. */
  readonly unit: readonly [one: string, several: string];
  /** Filters by a row; without it, a click does nothing. */
  readonly onPick?: ((row: JsonRow) => void) | undefined;
  readonly isPicked?: (row: JsonRow) => boolean;
  /** Leaves the plays of a row out. */
  readonly onExclude?: ((row: JsonRow) => void) | undefined;
  /** Shows each as a share of all. */
  readonly share?: boolean;
  /** A mark behind the name. */
  readonly mark?: (row: JsonRow) => ComponentChildren;
  /** What is at the end of a row, such as a link to a page about it. */
  readonly more?: (row: JsonRow) => ComponentChildren;
}

/** A list with bars, the greatest first; a click, or Enter, filters by the row. */
export function Ranking(props: RankingProps) {
  const { answer, measure, more, onExclude } = props;
  const values = answer.rows.map((row) => Number(row[measure]));
  const most = Math.max(1, ...values);
  const all = sumOf(answer.rows, measure);
  return (
    <ol class="ranking">
      {answer.rows.map((row) => (
        <li key={(props.id ?? props.name)(row)}>
          <Line {...props} row={row} most={most} all={all} />
          {onExclude !== undefined && (
            <button
              type="button"
              class="exclude"
              title={`Exclude ${props.name(row)}`}
              aria-label={`Exclude ${props.name(row)}`}
              onClick={() => onExclude(row)}
            >
              ⊘
            </button>
          )}
          {more?.(row)}
        </li>
      ))}
    </ol>
  );
}

interface LineProps extends RankingProps {
  readonly row: JsonRow;
  readonly most: number;
  readonly all: number;
}

function Line(props: LineProps) {
  const { row, most, all, name, detail, mark, measure, unit, onPick, isPicked, share } = props;
  const value = Number(row[measure]);
  const detailText = detail?.(row);
  const content = (
    <>
      <span class="ranking-bar" aria-hidden="true" style={{ width: `${(value / most) * 100}%` }} />
      <span class="ranking-name">
        <bdi>{name(row)}</bdi>
        {mark?.(row)}
        {detailText && <bdi class="ranking-detail">{detailText}</bdi>}
      </span>
      <span class="ranking-value">
        {formatNumber(value)}
        <span class="unseen"> {unit[value === 1 ? 0 : 1]}</span>
        {share && <span class="ranking-share">{formatShare((value / Math.max(1, all)) * 100)}</span>}
      </span>
    </>
  );
  if (onPick === undefined) return <div class="ranking-row">{content}</div>;
  return (
    <button type="button" class="ranking-row" aria-pressed={isPicked?.(row)} onClick={() => onPick(row)}>
      {content}
    </button>
  );
}
