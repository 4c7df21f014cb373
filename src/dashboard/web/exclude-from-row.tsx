import type { JsonRow } from '../api.ts';
import { excluding, type FilterValue, filterSpecs, has, plainNames } from '../url-filters.ts';
import { openDialog } from './dialog.tsx';
import type { View } from './view.ts';

/** What a row of a table names that can be left out; NULL is `none`, where the filter has this value. */
function excludable(columns: readonly string[], row: JsonRow): readonly FilterValue[] {
  return plainNames.flatMap((name) => {
    const { column, isNumber = false } = filterSpecs[name];
    if (column === undefined || !columns.includes(column)) return [];
    const value = row[column] ?? (isNumber ? null : 'none');
    return value === null ? [] : [{ name, value: String(value) }];
  });
}

interface ExcludeFromRowProps extends Pick<View, 'filters'> {
  readonly onFilter: NonNullable<View['onFilter']>;
  readonly columns: readonly string[];
  readonly row: JsonRow;
}

/** The sign at the end of a row of a table: it offers the values of the row, and leaves the plays of the chosen one out. */
export function ExcludeFromRow({ filters, onFilter, columns, row }: ExcludeFromRowProps) {
  const values = excludable(columns, row).filter((value) => !has(filters.exclude, value));
  if (values.length === 0) return null;
  const nameOf = ({ name, value }: FilterValue) =>
    name === 'listener' && row.user_name ? String(row.user_name) : value;
  const choices = (
    <ul class="exclude-choices">
      {values.map((chosen) => (
        <li key={chosen.name}>
          <button
            type="button"
            class="menu-entry"
            onClick={(event) => {
              event.currentTarget.closest('dialog')?.close();
              onFilter(excluding(filters, chosen));
            }}
          >
            <span class="muted">{filterSpecs[chosen.name].label}</span> <bdi>{nameOf(chosen)}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <button
      type="button"
      class="exclude"
      title="Exclude a value of this row"
      aria-label={`Exclude a value of this row: ${values.map(nameOf).join(', ')}`}
      onClick={() => openDialog('Exclude plays with', choices)}
    >
      ⊘
    </button>
  );
}
