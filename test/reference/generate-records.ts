import fc from 'fast-check';
import type { MemberTexts } from './generate-json.ts';
import { logEvent, type RecordOptions } from './generate-log-events.ts';
import { songRecord } from './generate-song-records.ts';
import type { DataSet } from './rows.ts';

/** The members of one good record. */
export function goodRecord(dataSet: DataSet, options: RecordOptions = {}): fc.Arbitrary<MemberTexts> {
  return dataSet === 'logs' ? logEvent(options) : songRecord(options.openQuestions ?? false);
}

/**
 * Good records that are varied from a few: the same again, or the same but for a member or two. Only so do records come
 * about that a rule's last tie-break distinguishes.
 */
export function relatedRecord(
  dataSet: DataSet,
  family: readonly MemberTexts[],
  options: RecordOptions = {},
): fc.Arbitrary<MemberTexts> {
  const fresh = goodRecord(dataSet, options);
  const one = fc.constantFrom(...family);
  const keys = fc
    .subarray([...exchanged[dataSet]], { minLength: 1, maxLength: 2 })
    .map((sets) => sets.flat());
  const varied = fc
    .tuple(one, fresh, keys)
    .map(([base, other, exchange]) => [
      ...base.filter(([key]) => !exchange.includes(key)),
      ...other.filter(([key]) => exchange.includes(key)),
    ]);
  return fc.oneof(
    { weight: 2, arbitrary: fresh },
    { weight: 1, arbitrary: one },
    { weight: 5, arbitrary: varied },
  );
}

/** Members that one record may take from another and stay good; a latitude goes with its longitude. */
const exchanged: Readonly<Record<DataSet, readonly (readonly string[])[]>> = {
  logs: [
    ['level', 'location'],
    ['location', 'userAgent'],
    ['userAgent', 'artist'],
    ['level'],
    ['location'],
    ['userAgent'],
    ['artist'],
    ['song'],
    ['length'],
    ['artist', 'song'],
    ['song', 'length'],
    ['artist', 'song', 'length'],
    ['level', 'firstName'],
    ['firstName', 'lastName'],
    ['lastName', 'gender'],
    ['sessionId'],
    ['itemInSession'],
  ],
  songs: [
    ['year'],
    ['title'],
    ['duration'],
    ['song_id', 'duration'],
    ['artist_id'],
    ['artist_name'],
    ['song_id'],
    ['artist_location'],
    ['artist_latitude', 'artist_longitude'],
  ],
};
