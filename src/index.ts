export { type Answer, type AskOptions, ask } from './ask/ask.ts';
export { type Evidence, evidence } from './ask/evidence.ts';
export type { Filters } from './ask/filters.ts';
export { query } from './ask/query.ts';
export { listQuestions, type Question } from './ask/questions.ts';
export { type Config, type Flags, loadConfig } from './config.ts';
export { type ReportOptions, writeReport } from './dashboard/report.ts';
export { type DiffReport, diff, type TableDiff } from './diff/diff.ts';
export {
  DataError,
  type ExitCode,
  exitCodes,
  InterruptedError,
  NothingPublishedError,
  RejectedError,
  SparkifyError,
  TransientError,
  UsageError,
} from './errors.ts';
export { type Explanation, explain, listExplanations } from './explain/explain.ts';
export { type ExportOptions, type ExportReport, exportTables } from './export/export.ts';
export type { ExportedFile, ExportedTable, ExportFormat, ExportManifest } from './export/manifest.ts';
export type { Path } from './formats/columns.ts';
export { type Trail, type WhyOptions, why } from './lineage/why.ts';
export { type CheckFile, type CheckResult, check } from './load/checks.ts';
export { createTables } from './load/create-tables.ts';
export type { Copy } from './load/deduplicate.ts';
export { type DryRunReport, dryRun } from './load/dry-run.ts';
export { type EtlOptions, etl } from './load/etl.ts';
export { type RejectsFilter, rejects } from './load/manifest/rejects.ts';
export { listRuns, showRun } from './load/manifest/runs.ts';
export type { MaxRejected } from './load/max-rejected.ts';
export type { Upgrade } from './load/migrate.ts';
export type { OnProgress, Progress } from './load/progress.ts';
export type { EtlReport } from './load/report.ts';
export { type UpgradeOptions, type UpgradeReport, upgrade } from './load/upgrade.ts';
export { explainMatches, type MatchOptions, type MatchReport } from './match/match.ts';
export type { Code, CodeOf } from './messages/messages.ts';
export { type Preview, type PreviewOptions, preview } from './preview/preview.ts';
export { openProject, type Project } from './project/project.ts';
export { writeDdl } from './schema/ddl.ts';
export { describeSchema } from './schema/describe.ts';
export type { CountedTable, SchemaColumn, SchemaTable } from './schema/table.ts';
export type { SimulateOptions } from './simulate/options.ts';
export { type SimulateReport, simulate } from './simulate/simulate.ts';
export type { SourceLocations } from './sources/open.ts';
export type { DataSet } from './sources/source.ts';
export type { Statement } from './sql.ts';
export { describeWarehouse } from './warehouse/describe-warehouse.ts';
export { openWarehouse } from './warehouse/open-warehouse.ts';
export type { RedshiftConfig, RedshiftSettings } from './warehouse/redshift/settings.ts';
export type { Engine, Parameters, Result, Row, Value, Warehouse } from './warehouse/warehouse.ts';
