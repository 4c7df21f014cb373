/** How far a run is, told often; the receiver draws as much of it as it likes. */
export interface Progress {
  readonly step: 'list' | 'stage' | 'star' | 'check' | 'publish';
  /** Files and bytes done, of how many, in the step `stage`. */
  readonly files?: { readonly done: number; readonly total: number };
  readonly bytes?: { readonly done: number; readonly total: number };
}

export type OnProgress = (progress: Progress) => void;
