import { expect, test } from 'vitest';
import { type Code, messages } from '../../src/messages/messages.ts';
import { aws } from './provoked/aws.ts';
import { cluster } from './provoked/cluster.ts';
import { commandLine } from './provoked/command-line.ts';
import { exporting } from './provoked/export.ts';
import type { Provocation, Provocations } from './provoked/provoke.ts';
import { questions } from './provoked/questions.ts';
import { redshift } from './provoked/redshift.ts';
import { simulating } from './provoked/simulate.ts';
import { source } from './provoked/source.ts';
import { warehouse } from './provoked/warehouse.ts';
import { patternOf } from './wordings.ts';

// Every code, by the conditions in which a user meets it. The compiler demands one provocation for each code of the table.

const provocations: Provocations = {
  ...commandLine,
  ...source,
  ...warehouse,
  ...redshift,
  ...aws,
  ...cluster,
  ...questions,
  ...exporting,
  ...simulating,
};

test.each(Object.entries(provocations) as [Code, Provocation][])(
  '%s is what a user meets',
  { timeout: 60_000 },
  async (code, provoke) => {
    const { code: met, message } = await provoke();
    expect({ met, message }).toEqual({ met: code, message: expect.stringMatching(wordingsOf(code)) });
  },
);

test('every code is provoked', () => {
  expect(Object.keys(provocations).sort()).toEqual(Object.keys(messages).sort());
});

/** A message begins with one of the wordings; the answer of a server may follow. */
function wordingsOf(code: Code): RegExp {
  const patterns = messages[code].wordings.map((wording) => patternOf(wording).source.replace(/\$$/, ''));
  return new RegExp(patterns.join('|'), 's');
}
