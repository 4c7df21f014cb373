import { useEffect, useState } from 'preact/hooks';
import { getJson } from './get-json.ts';

/** What was asked of the server, as a component sees it. */
export interface Asked<T> {
  /** The newest answer; while another one is awaited, the one before. */
  readonly value: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
}

/**
 * Asks when a component appears and whenever `inputs` change. The old answer stays until the new one comes, so that the
 * component keeps its place. A question that nobody waits for any more is aborted.
 */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ value: undefined, error: undefined, isPending: true });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setAsked(({ value }) => ({ value, error: undefined, isPending: true }));
    ask(signal).then(
      (value) => !signal.aborted && setAsked({ value, error: undefined, isPending: false }),
      (error: unknown) => !signal.aborted && setAsked({ value: undefined, error, isPending: false }),
    );
    return () => controller.abort();
  }, inputs);
  return asked;
}

/** Asks for what is at an address, and again whenever it or `inputs` change; nothing is asked without an address. */
export function useJson<T>(
  address: string | undefined,
  inputs: readonly unknown[] = [],
): Asked<T | undefined> {
  const ask = async (signal: AbortSignal) =>
    address === undefined ? undefined : await getJson<T>(address, { signal });
  return useAsked(ask, [address, ...inputs]);
}
