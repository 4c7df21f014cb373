export { type Answer, type AskOptions, ask } from './ask/ask.ts';
export { type Evidence, evidence, type RejectedCount } from './ask/evidence.ts';
export type { ExcludableFilter, FilterName, Filters, IncludedValues, OneOrSeveral } from './ask/filters.ts';
export type { AskedGrain, Days, Grain } from './ask/grain.ts';
export type { QuestionParameter } from './ask/parameters.ts';
export { query } from './ask/query.ts';
export { listQuestions, type Question } from './ask/questions.ts';
export type { TimeOptions } from './ask/time-frame.ts';
export type { NetworkSettings } from './aws/network-settings.ts';
export type { Backoff } from './backoff.ts';
export type { ConnectionSettings } from './cluster/settings.ts';
export { type Config, type Environment, type Flags, loadConfig } from './config.ts';
export { type ReportOptions, writeReport } from './dashboard/report.ts';
export { type DiffReport, diff, type TableDiff } from './diff/diff.ts';
export {
  DataError,
  type ErrorDetails,
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
export type {
  ExportedFile,
  ExportedTable,
  ExportFormat,
  ExportManifest,
  ExportRequest,
} from './export/manifest.ts';
export type { Path } from './formats/columns.ts';
export type { Hint, HintFlags } from './hint.ts';
export type { Choice, SongCandidate } from './lineage/choice.ts';
export { type Lineage, type WhyOptions, why } from './lineage/why.ts';
export { type CheckFile, type CheckOptions, type CheckResult, check } from './load/checks.ts';
export { createTables } from './load/create-tables.ts';
export { type DryRunReport, dryRun } from './load/dry-run.ts';
export { etl } from './load/etl.ts';
export type { EtlOptions } from './load/etl-options.ts';
export { type Freshness, type FreshnessOptions, freshness } from './load/freshness.ts';
export { type RejectedRow, type RejectsFilter, rejects } from './load/manifest/rejects.ts';
export {
  type LastCheckRow,
  lastChecks,
  type RunFileRow,
  type RunRow,
  runFiles,
  runs,
} from './load/manifest/runs.ts';
export type { MaxRejected } from './load/max-rejected.ts';
export type { OwnColumn, OwnTable } from './load/own-tables/own-table.ts';
export type { OnProgress, Progress } from './load/progress.ts';
export type { Copy, EtlReport, PlannedFiles, PlannedLocations, Upgrade } from './load/report.ts';
export { type UpgradeOptions, type UpgradeReport, upgrade } from './load/upgrade.ts';
export type { Candidate } from './match/catalogue.ts';
export {
  type MatchOptions,
  type MatchReport,
  match,
  type ReasonReport,
  type UnmatchedText,
} from './match/match.ts';
export type { Reason } from './match/reason.ts';
export type { Exit } from './messages/message.ts';
export type { Code, CodeOf } from './messages/messages.ts';
export { type Preview, type PreviewOptions, preview } from './preview/preview.ts';
export { openProject, type Project } from './project/project.ts';
export type { S3Settings } from './s3/settings.ts';
export { writeDdl } from './schema/ddl.ts';
export type { TableKind } from './schema/definition.ts';
export { describeSchema } from './schema/describe.ts';
export type { CountedTable, SchemaColumn, SchemaTable } from './schema/table.ts';
export type { LoadedTableName, TableName } from './schema/tables.ts';
export type { SettingName } from './settings/table.ts';
export type { Estimate, SimulateOptions, SimulateProgress } from './simulate/options.ts';
export { type FaultReport, type SimulateReport, simulate } from './simulate/simulate.ts';
export type { Locations, SourceLocations } from './sources/open.ts';
export type { SkippedFiles } from './sources/skipped.ts';
export type { DataSet } from './sources/source.ts';
export type { Statement } from './sql.ts';
export { describeWarehouse } from './warehouse/describe-warehouse.ts';
export {
  type OpenOptions,
  openWarehouse,
  type WarehouseLocation,
  type WarehouseOrLocation,
  type WarehouseSettings,
} from './warehouse/open-warehouse.ts';
export type { RedshiftConfig, RedshiftSettings } from './warehouse/redshift/settings.ts';
export type { LoadedBy } from './warehouse/stage.ts';
export type {
  Engine,
  FirstRows,
  OnStatement,
  Parameters,
  Result,
  Row,
  RowLimits,
  TransactionOptions,
  Value,
  Warehouse,
} from './warehouse/warehouse.ts';
