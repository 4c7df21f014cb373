import { ServerError } from './get-json.ts';

/** An error in the place of the answer. */
export function Problem({ error }: { readonly error: unknown }) {
  const { details = [], hints = [] } = error instanceof ServerError ? error.details : {};
  return (
    <div class="problem" role="alert">
      <p>{error instanceof Error ? error.message : String(error)}</p>
      {[...details, ...hints].map((line) => (
        <p class="hint" key={line}>
          {line}
        </p>
      ))}
    </div>
  );
}
