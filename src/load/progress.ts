/** How far a run is. */
export interface Progress {
  /** What the run does now. */
  readonly step: 'list' | 'stage' | 'star' | 'check' | 'publish';
  /** Files and bytes done, of how many, in the step `stage`. */
  readonly files?: { readonly done: number; readonly total: number };
  readonly bytes?: { readonly done: number; readonly total: number };
}

/** Called often during a run. */
export type OnProgress = (progress: Progress) => void;
