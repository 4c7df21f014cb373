import { useState } from 'preact/hooks';
import { type Grain, grains } from '../../ask/grain.ts';
import { utc } from '../../time-zone.ts';
import { daysBetween, daysWithPlays } from '../period.ts';
import type { FilterBarProps } from './chips.tsx';
import { Choice } from './choice.tsx';
import type { View } from './view.ts';

const names: Readonly<Record<Grain, string>> = { hour: 'Hours', day: 'Days', week: 'Weeks', month: 'Months' };

/** So many days are as many periods as a chart can show. */
const mostDays: Readonly<Record<Grain, number>> = { hour: 31, day: 1100, week: 7700, month: 33_000 };

/** How long the periods of the charts over time are. */
export function GrainChoice({ view, onFilter }: FilterBarProps) {
  const { filters, grain } = view;
  const asked = grains.find((each) => each === filters.grain) ?? '';
  const days = daysShown(view);
  return (
    <Choice
      label="Chart by"
      id="grain"
      value={asked}
      onChoose={(chosen) => onFilter({ ...filters, grain: chosen })}
    >
      <option value="">{asked === '' ? `Auto: ${names[grain].toLowerCase()}` : 'Auto'}</option>
      {grains.map((each) => (
        <option value={each} key={each} disabled={days > mostDays[each]}>
          {names[each]}
        </option>
      ))}
    </Choice>
  );
}

function daysShown({ days, bounds }: View): number {
  const shown = daysWithPlays(days, bounds);
  return shown === undefined ? 0 : daysBetween(shown.from, shown.to) + 1;
}

function zoneOption(zone: string) {
  return (
    <option value={zone} key={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  );
}

/** Whose hours, days and weeks they are: those of the server's setting, of UTC and of this browser; all 400 once it is used. */
export function ZoneChoice({ view: { filters, status, zone }, onFilter }: FilterBarProps) {
  const [isUsed, setIsUsed] = useState(false);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set([status.time_zone, utc, own, zone])];
  return (
    <Choice
      label="Time zone"
      id="time-zone"
      value={zone}
      onChoose={(chosen) => onFilter({ ...filters, time_zone: chosen === status.time_zone ? '' : chosen })}
      onUse={() => setIsUsed(true)}
    >
      {zones.map(zoneOption)}
      {isUsed && (
        <optgroup label="All">
          {Intl.supportedValuesOf('timeZone')
            .filter((each) => !zones.includes(each))
            .map(zoneOption)}
        </optgroup>
      )}
    </Choice>
  );
}
