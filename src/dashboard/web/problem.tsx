import { ServerError } from './get-json.ts';

/** An error in the place of the answer. */
export function Problem({ error }: { readonly error: unknown }) {
  const { code, details = [], hints = [] } = error instanceof ServerError ? error.details : {};
  const explanation = code === undefined ? [] : [`Explain it: sparkify explain ${code}`];
  return (
    <div class="problem" role="alert">
      <p>{error instanceof Error ? error.message : String(error)}</p>
      {[...details, ...hints, ...explanation].map((line) => (
        <p class={isFrame(line) ? 'hint frame' : 'hint'} key={line}>
          {line}
        </p>
      ))}
    </div>
  );
}

/** A line of the file with the error, or the mark below it. */
function isFrame(line: string): boolean {
  return /^ *\d* *\| /.test(line);
}
