/** What a browser has and Node, which runs the tests of formats, does not. */
interface Surface {
  readonly document?: { getElementById(id: string): unknown };
  readonly navigator?: { readonly languages: readonly string[] };
}

const { document, navigator } = globalThis as Surface;

/**
 * How numbers and dates are written: as the browser's languages do on the dashboard, and in English in a report, whose
 * reader need not be who wrote it.
 */
export const locale: string | readonly string[] =
  document === undefined || document.getElementById('report-data') !== null
    ? 'en-US'
    : (navigator?.languages ?? 'en-US');
