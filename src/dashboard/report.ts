import { createHash } from 'node:crypto';
import { type AskOptions, answer, findQuestion } from '../ask/ask.ts';
import { evidenceOf, readProvenance } from '../ask/evidence.ts';
import { excludableFilters, type Filters, severalOf } from '../ask/filters.ts';
import { type Span, suitableGrain } from '../ask/grain.ts';
import { requireKnownValues } from '../ask/known-values.ts';
import type { Question } from '../ask/questions.ts';
import { readSpan, requireGrain, type TimeOptions, zoneOf } from '../ask/time-frame.ts';
import { escapeXml } from '../schema/drawing.ts';
import { toJson } from '../to-json.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { readManifest, readText } from './assets.ts';
import { firstPageQuestions, isCompared, optionsFor, pageEventQuestions } from './first-page.ts';
import { chosenPeriod } from './period.ts';
import { forPage, toApiQuestion } from './routes/questions.ts';
import { factsOf } from './status.ts';

/** What a report shows. */
export interface ReportOptions extends Filters, TimeOptions {
  /** Its heading; `Sparkify`. */
  readonly title?: string | undefined;
  /** Questions of a project folder, which the page shows after its own. */
  readonly questions?: readonly Question[] | undefined;
}

/**
 * The first page of the dashboard, and what it shows of page events, as one HTML file that needs nothing but itself: script, style and answers are in it.
 *
 * @throws {UsageError} for a filter that none can meet
 */
export async function writeReport(
  warehouse: WarehouseOrLocation,
  options: ReportOptions = {},
): Promise<string> {
  return await reading(warehouse, (open) => writePage(open, options));
}

async function writePage(warehouse: Warehouse, options: ReportOptions): Promise<string> {
  const { title = 'Sparkify', questions = [], from, to, exclude } = options;
  const included = Object.fromEntries(excludableFilters.map((name) => [name, severalOf(options[name])]));
  const others: Filters = { ...included, ...(exclude && { exclude }) };
  const zone = zoneOf(options);
  const asked = requireGrain(options.grain || 'auto');
  await requireKnownValues(warehouse, options);
  const span = await readSpan(warehouse);
  const facts = factsOf(warehouse, zone, span);
  const [run] = (await queryFile(warehouse, 'evidence/freshness.sql')).rows;
  const days = { ...(from && { from }), ...(to && { to }) };
  const { previous } = chosenPeriod({ period: 'all', ...days }, facts);
  const grain = asked === 'auto' ? suitableGrain(days, span, zone) : asked;
  const filters = { ...others, ...days };
  const time = { timeZone: zone, grain, questions };
  return document(title, {
    title,
    status: {
      ...facts,
      key: '',
      run: run ?? null,
      expected_seconds: null,
      choices: {},
      questions: questions.map(toApiQuestion),
    },
    filters,
    days,
    grain,
    previous: previous ?? null,
    answers: await answersTo(warehouse, namesWith(questions), { ...filters, ...time }, span),
    previousAnswers:
      previous === undefined
        ? {}
        : await answersTo(warehouse, comparedNames(questions), { ...others, ...time, ...previous }, span),
    evidence: await evidenceOfAll(warehouse, { ...filters, ...time }, span),
  });
}

/** The questions of the first page, those about page events, and those of a project folder. */
function namesWith(own: readonly Question[]): readonly string[] {
  return [...new Set<string>([...firstPageQuestions, ...pageEventQuestions, ...own.map(({ name }) => name)])];
}

/** Those of them that the page asks of the days before as well. */
function comparedNames(own: readonly Question[]): readonly string[] {
  return [...firstPageQuestions, ...pageEventQuestions].filter((name) => isCompared(findQuestion(name, own)));
}

async function answersTo(warehouse: Warehouse, names: readonly string[], options: AskOptions, span: Span) {
  const answers: Record<string, unknown> = {};
  for (const name of names) {
    const question = findQuestion(name, options.questions);
    answers[name] = forPage(await answer(warehouse, question, optionsFor(question, options), span));
  }
  return answers;
}

async function evidenceOfAll(warehouse: Warehouse, options: AskOptions, span: Span) {
  const provenance = await readProvenance(warehouse, options);
  return Object.fromEntries(
    namesWith(options.questions ?? []).map((name) => {
      const question = findQuestion(name, options.questions);
      return [name, evidenceOf(question, optionsFor(question, options), provenance, warehouse, span)];
    }),
  );
}

function document(title: string, data: unknown): string {
  const script = embeddableFile('report.js');
  const style = embeddableFile(readManifest().style);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="report-data">${embeddable(toJson(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** A file as it is put into a page: nothing in it may end its element. */
function embeddableFile(name: string): string {
  return readText(name).replaceAll('</script', '<\\/script').replaceAll('</style', '<\\/style');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** JSON in which no text can end the element or begin a comment (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements). */
function embeddable(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
