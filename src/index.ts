export { type EtlOptions, etl } from './etl/etl.ts';
