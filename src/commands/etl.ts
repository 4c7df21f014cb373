import { loadUses } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { ReadCopyOptions } from '../export/read-copy.ts';
import type { EtlOptions } from '../load/etl-options.ts';
import type { Project } from '../project/project.ts';
import { warnOn } from '../terminal/warn.ts';
import { toJson } from '../to-json.ts';
import type { OnStatement } from '../warehouse/warehouse.ts';
import { command, type FlagsOf } from './command.ts';
import { type Configured, configured, openProjectToRun } from './configured.ts';
import type { Context } from './context.ts';
import { flag, option, withDefault } from './option.ts';
import { json, parseTime, project, quiet, source, warehouse } from './options.ts';
import { printNext } from './print-next.ts';
import { settleSource } from './settle-source.ts';

const options = {
  ...source,
  ...warehouse,
  ...project,
  ...quiet,
  prune: flag('--prune', 'remove the rows of files that are no longer in the source'),
  rebuild: flag(
    '--rebuild',
    'load everything again, in one transaction; refuses if a loaded file is missing',
  ),
  rebuildStar: flag(
    '--rebuild-star',
    'rebuild the star from the staging tables, without reading the source',
  ).conflicts(['data', 'logs', 'songs', 'rebuild', 'prune']),
  allowCopies: flag('--allow-copies', 'load a file even if another one with the same content is loaded'),
  maxRejected: withDefault(
    option(
      '--max-rejected <limit>',
      'how much may be rejected: a number of records of the run, or a percentage of the records and bytes of each data set',
    ),
    '1%',
  ),
  now: option(
    '--now <time>',
    'when the run begins, such as 2018-12-01T00:00:00Z: later events are rejected',
    parseTime,
  ),
  publishTo: option(
    '--publish-to <file>',
    'DuckDB file to keep as a read copy for other tools, replaced after each run',
  ),
  dryRun: flag('--dry-run', 'print the plan, and write nothing'),
  showSql: flag('--show-sql', 'print each statement as it is sent; with --dry-run, contact nothing'),
  json,
};

type EtlFlags = FlagsOf<typeof options>;

export const etl = command({
  name: 'etl',
  summary: 'load new and changed files: stage, build the star, check, publish',
  description:
    'Loads new and changed files into the warehouse: stages them, builds the star schema, checks it, and publishes everything in one transaction, or nothing. A second run changes nothing. Without a flag for the data, it uses the source from the environment or dwh.cfg, else that of the last run with its JSONPaths files, else ./data.',
  options,
  examples: [
    'sparkify etl --data ./data',
    'sparkify etl --logs ./logs --songs ./songs --warehouse music.duckdb --json',
  ],
  run: loadAndReport,
});

async function loadAndReport(flags: EtlFlags, context: Context): Promise<void> {
  const config = configured(flags, context, loadUses);
  if (flags.showSql && flags.dryRun) return await printSqlPreview(flags, context, config);
  const prepared = await prepareRun(flags, context, config);
  const source = flags.rebuildStar ? config : await settleSource(config, context, flags);
  const options = { ...prepared.options, ...source };
  const copy = flags.publishTo === undefined ? undefined : { ...options, to: flags.publishTo };
  if (copy !== undefined) await (await import('../export/read-copy.ts')).requireReadCopyTarget(copy);
  if (flags.dryRun) return await printPlan(flags, context, { ...prepared, options });
  await loadAndPrint(flags, context, options);
  if (copy !== undefined) await publishCopy(flags, context, copy);
}

interface PreparedRun {
  readonly options: EtlOptions;
  readonly project: Project | undefined;
}

/** The options of a run from its flags and settings, with its project folder. */
async function prepareRun(
  flags: EtlFlags,
  context: Context,
  config: Configured,
): Promise<PreparedRun & { readonly options: Configured & EtlOptions }> {
  const { terminal, clock } = context;
  const [{ parseMaxRejected }, { progressLine }, { showStatement }] = await Promise.all([
    import('../load/max-rejected.ts'),
    import('../terminal/progress-line.ts'),
    import('../terminal/statement.ts'),
  ]);
  const maxRejected = parseMaxRejected(flags.maxRejected);
  const project = await openProjectToRun(flags, context);
  const options = {
    ...config,
    prune: flags.prune ?? false,
    rebuild: flags.rebuild ?? false,
    rebuildStar: flags.rebuildStar ?? false,
    allowCopies: flags.allowCopies ?? false,
    maxRejected,
    checks: project?.checks,
    tables: project?.tables,
    ...(flags.now && { now: flags.now }),
    ...(!flags.quiet && {
      onProgress: progressLine(terminal, clock),
      onWarning: warnOn(terminal),
    }),
    ...(flags.showSql && {
      onStatement: (...statement: Parameters<OnStatement>) => terminal.note(showStatement(...statement)),
    }),
  };
  return { options, project };
}

/** Loads, and prints the report. */
async function loadAndPrint(flags: EtlFlags, context: Context, options: EtlOptions): Promise<void> {
  const { terminal } = context;
  const [{ etl }, { nextAfter, printReport }] = await Promise.all([
    import('../load/etl.ts'),
    import('../terminal/etl-report.ts'),
  ]);
  const report = await etl(options);
  terminal.draw('');
  if (flags.json) terminal.print(toJson(report));
  else if (!flags.quiet) {
    printReport(terminal, report, context.call.commandLine);
    printNext(context, nextAfter(report));
  }
}

/** Replaces the read copy, unless it is up to date. */
async function publishCopy({ quiet }: EtlFlags, { terminal }: Context, copy: ReadCopyOptions): Promise<void> {
  const { makeReadCopy } = await import('../export/read-copy.ts');
  const { status, to, manifest } = await makeReadCopy(copy);
  if (quiet) return;
  const done = status === 'exported' ? 'copied to' : 'is in';
  terminal.note(`  Copy       run ${manifest.run_id} ${done} ${to}`);
}

/** Prints each statement of a first run, and contacts nothing. */
async function printSqlPreview(flags: EtlFlags, context: Context, config: Configured): Promise<void> {
  if (flags.json)
    throw new UsageError('SPK-105', "Option '--json' cannot be used with option '--show-sql --dry-run'.");
  const { terminal } = context;
  const { options } = await prepareRun(flags, context, config);
  const [{ previewSql }, { sqlPlaceholders }, { showStatement }] = await Promise.all([
    import('../load/sql-preview.ts'),
    import('../settings/sql-placeholders.ts'),
    import('../terminal/statement.ts'),
  ]);
  const { redshift } = options;
  const file = context.readConfig(flags.config);
  const notes = redshift && sqlPlaceholders(file, { role: redshift.role, ...redshift.connection });
  for (const note of notes ?? []) terminal.print(`-- ${note}`);
  const onStatement: OnStatement = (...statement) => terminal.print(showStatement(...statement));
  await previewSql({ ...options, onProgress: () => {}, onStatement });
}

/** Prints what a run would do. */
async function printPlan(
  { json, quiet }: EtlFlags,
  { terminal }: Context,
  { options, project }: PreparedRun,
): Promise<void> {
  const [{ dryRun }, { planProject }, { printDryRun, printProjectPlan }] = await Promise.all([
    import('../load/dry-run.ts'),
    import('../project/plan-project.ts'),
    import('../terminal/dry-run.ts'),
  ]);
  const plan = project && (await planProject(project, options));
  const report = await dryRun(options);
  terminal.draw('');
  if (json) terminal.print(toJson({ ...report, project: plan ?? null }));
  else if (!quiet) {
    printDryRun(terminal, report);
    if (plan !== undefined) printProjectPlan(terminal, plan, report);
  }
}
