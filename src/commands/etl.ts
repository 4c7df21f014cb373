import { type Command, Option } from 'commander';
import { loadUses } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { EtlOptions } from '../load/etl-options.ts';
import type { Project } from '../project/project.ts';
import { visible } from '../terminal/plain.ts';
import type { OnStatement } from '../warehouse/warehouse.ts';
import { configured, openProjectToRun, type WarehouseFlags } from './configured.ts';
import type { Context } from './context.ts';
import {
  parseTime,
  type SourceFlags,
  withExamples,
  withProject,
  withQuiet,
  withSource,
  withWarehouse,
} from './options.ts';
import { settleSource } from './settle-source.ts';

interface EtlFlags extends SourceFlags, WarehouseFlags {
  readonly prune?: boolean;
  readonly rebuild?: boolean;
  readonly rebuildStar?: boolean;
  readonly allowCopies?: boolean;
  readonly maxRejected: string;
  readonly now?: Date;
  readonly dryRun?: boolean;
  readonly showSql?: boolean;
  readonly publishTo?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('etl')
    .summary('load new and changed files: stage, build the star, check, publish')
    .description(
      'Loads new and changed files into the warehouse: stages them, builds the star schema, checks it, and publishes everything in one transaction, or nothing. A second run changes nothing. Without a flag for the data, it uses the source from the environment or dwh.cfg, else that of the last run with its JSONPaths files, else ./data.',
    );
  withQuiet(withProject(withWarehouse(withSource(command))))
    .option('--prune', 'remove the rows of files that are no longer in the source')
    .option('--rebuild', 'load everything again, in one transaction; refuses if a loaded file is missing')
    .addOption(
      new Option(
        '--rebuild-star',
        'rebuild the star from the staging tables, without reading the source',
      ).conflicts(['data', 'logs', 'songs', 'rebuild', 'prune']),
    )
    .option('--allow-copies', 'load a file even if another one with the same content is loaded')
    .option(
      '--max-rejected <limit>',
      'how much may be rejected: a number of records of the run, or a percentage of the records and bytes of each data set',
      '1%',
    )
    .option(
      '--now <time>',
      'when the run begins, such as 2018-12-01T00:00:00Z: later events are rejected',
      parseTime,
    )
    .option(
      '--publish-to <file>',
      'DuckDB file to keep as a read copy for other tools, replaced after each run',
    )
    .option('--dry-run', 'print the plan, and write nothing')
    .option('--show-sql', 'print each statement as it is sent; with --dry-run, contact nothing')
    .option('--json', 'print the report as one JSON document')
    .action((flags: EtlFlags) => loadAndReport(flags, context));
  withExamples(
    command,
    'sparkify etl --data ./data',
    'sparkify etl --logs ./logs --songs ./songs --warehouse music.duckdb --json',
  );
}

async function loadAndReport(flags: EtlFlags, context: Context): Promise<void> {
  const { terminal, signal, clock } = context;
  const [
    { etl },
    { parseMaxRejected },
    { nextAfter, printReport },
    { progressLine },
    { printNext },
    { toJson },
    { showStatement },
  ] = await Promise.all([
    import('../load/etl.ts'),
    import('../load/max-rejected.ts'),
    import('../terminal/etl-report.ts'),
    import('../terminal/progress-line.ts'),
    import('./print-next.ts'),
    import('../to-json.ts'),
    import('../terminal/statement.ts'),
  ]);
  const config = configured(flags, context, loadUses);
  const isPreview = flags.showSql === true && flags.dryRun === true;
  if (isPreview && flags.json)
    throw new UsageError('SPK-105', "Option '--json' cannot be used with option '--show-sql --dry-run'.");
  const project = await openProjectToRun(flags, context);
  const readsNoSource = isPreview || flags.rebuildStar === true;
  const options = {
    ...(readsNoSource ? config : await settleSource(config, flags, context)),
    prune: flags.prune ?? false,
    rebuild: flags.rebuild ?? false,
    rebuildStar: flags.rebuildStar ?? false,
    allowCopies: flags.allowCopies ?? false,
    maxRejected: parseMaxRejected(flags.maxRejected),
    checks: project?.checks,
    tables: project?.tables,
    ...(flags.now && { now: flags.now }),
    lockTimeoutSeconds: flags.lockTimeout,
    signal,
    ...(!flags.quiet && {
      onProgress: progressLine(terminal, clock),
      onWarning: (sentence: string) => terminal.note(`  warning  ${visible(sentence)}`),
    }),
    ...(flags.showSql && { onStatement: (...statement) => terminal.note(showStatement(...statement)) }),
  } satisfies EtlOptions;
  if (isPreview) {
    const [{ previewSql }, { sqlPlaceholders }] = await Promise.all([
      import('../load/sql-preview.ts'),
      import('../settings/sql-placeholders.ts'),
    ]);
    const { redshift } = options;
    const file = context.readConfig(flags.config);
    const notes = redshift && sqlPlaceholders(file, { role: redshift.role, ...redshift.connection });
    for (const note of notes ?? []) terminal.print(`-- ${note}`);
    const onStatement: OnStatement = (...statement) => terminal.print(showStatement(...statement));
    await previewSql({ ...options, onProgress: () => {}, onStatement });
    return;
  }
  const copy = flags.publishTo === undefined ? undefined : { ...options, to: flags.publishTo };
  if (copy !== undefined) await (await import('../export/read-copy.ts')).requireReadCopyTarget(copy);
  if (flags.dryRun) return await printPlan(flags, context, { options, project });
  const report = await etl(options);
  terminal.draw('');
  if (flags.json) terminal.print(toJson(report));
  else if (!flags.quiet) {
    printReport(terminal, report, context.call.commandLine);
    printNext(context, nextAfter(report));
  }
  if (copy === undefined) return;
  const { makeReadCopy } = await import('../export/read-copy.ts');
  const { status, to, manifest } = await makeReadCopy(copy);
  if (!flags.quiet)
    terminal.note(
      `  Copy       run ${manifest.run_id} ${status === 'exported' ? 'copied to' : 'is in'} ${to}`,
    );
}

interface Planned {
  readonly options: EtlOptions;
  readonly project: Project | undefined;
}

async function printPlan(
  { json, quiet }: EtlFlags,
  { terminal }: Context,
  { options, project }: Planned,
): Promise<void> {
  const [{ dryRun }, { planProject }, { printDryRun, printProjectPlan }, { toJson }] = await Promise.all([
    import('../load/dry-run.ts'),
    import('../project/plan-project.ts'),
    import('../terminal/dry-run.ts'),
    import('../to-json.ts'),
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
