import type { Evidence } from '../ask/evidence.ts';
import type { Suggestion } from '../ask/known-values.ts';
import type { Lineage } from '../lineage/why.ts';
import type { MatchReport } from '../match/match.ts';
import type { CountedTable, SchemaColumn } from '../schema/table.ts';
import type { Result, Row, Value } from '../warehouse/warehouse.ts';
import type { forPage } from './answer-question.ts';
import type { CheckedAgain } from './check-again.ts';
import type { ColumnFigures } from './model.ts';
import type { dataRoutes } from './routes/data.ts';
import type { StatementAnswer } from './run-statement.ts';
import type { ListedQuestion, Status } from './status.ts';
import type { ErrorAnswer } from './to-error-response.ts';

/** What the page gets from the server: the types of what is answered, after JSON. */
export type Json<T> = T extends bigint
  ? string // whole numbers beyond 2^53
  : T extends object
    ? { readonly [name in keyof T]: Json<T[name]> }
    : T;

export type Cell = Json<Value>;
export type JsonRow = Json<Row>;
export type JsonResult = Json<Result>;

export type ApiStatus = Json<Status>;
export type ApiSuggestion = Suggestion;
export type ApiQuestion = ListedQuestion;
export type ApiAnswer = Json<ReturnType<typeof forPage>>;
export type ApiEvidence = Json<Evidence>;
export type ApiData = Json<Awaited<ReturnType<ReturnType<typeof dataRoutes>['/data']>>>;
export type ApiLastCheck = ApiData['checks'][number];
export type ApiCheck = Json<CheckedAgain>;
export type ApiLineage = Json<Lineage>;
export type ApiMatch = Json<MatchReport>;
export type ApiTable = CountedTable;
export type ApiColumn = SchemaColumn;
export type ApiColumnFigures = Json<ColumnFigures>;
export type ApiSqlAnswer = Json<StatementAnswer>;
export type ApiError = ErrorAnswer;
