import { createHash } from 'node:crypto';
import { type AskOptions, answer, findQuestion } from '../ask/ask.ts';
import { type Evidence, evidenceOf, readProvenance } from '../ask/evidence.ts';
import { type Filters, severalOf } from '../ask/filters.ts';
import { requireKnownValues } from '../ask/known-values.ts';
import type { Question } from '../ask/questions.ts';
import { readSpan, requireGrain, type TimeOptions, zoneOf } from '../ask/time-frame.ts';
import { escapeXml } from '../schema/drawing.ts';
import { toJson } from '../to-json.ts';
import { reading, type WarehouseOrLocation } from '../warehouse/open-warehouse.ts';
import { queryFile } from '../warehouse/query-file.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { forPage } from './answer-question.ts';
import { readManifest, readText } from './assets.ts';
import { firstPageQuestions, isCompared, optionsFor, pageEventQuestions } from './first-page.ts';
import { shownTime } from './period.ts';
import { factsOf, listed, type Status } from './status.ts';
import { type PlainName, plainNames, type UrlFilters } from './url-filters.ts';

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

/** What the script of a report reads: what the server would answer, by the name of the question. */
export interface ReportData {
  readonly title: string;
  readonly status: Status;
  readonly filters: UrlFilters;
  readonly answers: Readonly<Record<string, ReturnType<typeof forPage>>>;
  /** In the days before, where there are any. */
  readonly previousAnswers: ReportData['answers'];
  readonly evidence: Readonly<Record<string, Evidence>>;
}

async function writePage(warehouse: Warehouse, options: ReportOptions): Promise<string> {
  const { title = 'Sparkify', questions: own = [], from, to, exclude } = options;
  const zone = zoneOf(options);
  requireGrain(options.grain || 'auto');
  await requireKnownValues(warehouse, options);
  const span = await readSpan(warehouse);
  const facts = factsOf(warehouse, zone, span);
  const plays = { from, to, exclude, ...included(options) };
  const filters: UrlFilters = { period: 'all', grain: options.grain, ...plays };
  const { previous, grain } = shownTime(filters, facts);
  const asked: AskOptions = { ...plays, timeZone: zone, grain };
  const names = [...firstPageQuestions, ...pageEventQuestions, ...own.map(({ name }) => name)];
  const questions = [...new Set<string>(names)].map((name) => findQuestion(name, own));
  const answersTo = (some: readonly Question[], options: AskOptions) =>
    forEach(some, async (question) =>
      forPage(await answer(warehouse, question, optionsFor(question, options), span)),
    );
  const provenance = await readProvenance(warehouse, asked);
  const [run = null] = (await queryFile(warehouse, 'evidence/freshness.sql')).rows;
  return document(title, {
    title,
    status: { ...facts, key: '', run, expected_seconds: null, choices: {}, questions: own.map(listed) },
    filters,
    answers: await answersTo(questions, asked),
    previousAnswers: previous ? await answersTo(questions.filter(isCompared), { ...asked, ...previous }) : {},
    evidence: await forEach(questions, (question) =>
      evidenceOf(question, optionsFor(question, asked), provenance, warehouse, span),
    ),
  });
}

/** The values of each filter, as an address has them. */
function included(filters: Filters) {
  const values = plainNames.map((name) => [name, severalOf(filters[name])]);
  return Object.fromEntries(values) as Record<PlainName, readonly string[]>;
}

/** What is made of each question, one after the other, by its name. */
async function forEach<T>(questions: readonly Question[], make: (question: Question) => T | Promise<T>) {
  const made: Record<string, T> = {};
  for (const question of questions) made[question.name] = await make(question);
  return made;
}

function document(title: string, data: ReportData): string {
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
