interface Comment {
  readonly text: string;
  readonly tags: readonly string[];
}

/** A name that the package exports. */
export interface Exported {
  readonly name: string;
  /** The declaration file, below `src/`, and its name there. */
  readonly file: string;
  readonly local: string;
  readonly kind: 'function' | 'class' | 'type' | 'value';
  readonly comment: Comment;
  readonly text: string;
  readonly members: readonly { readonly name: string; readonly text: string; readonly comment: Comment }[];
  /** The types that its declaration names. */
  readonly names: readonly string[];
}

export function readApi(): readonly Exported[];
export function notExported(api: readonly Exported[]): readonly string[];
