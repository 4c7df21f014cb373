import type { ApiStatus } from '../api.ts';

/** What every page gets. */
export interface PageProps {
  readonly status: ApiStatus;
  /** Increases when what is shown should be asked again. */
  readonly version: number;
  readonly now: Date;
}
