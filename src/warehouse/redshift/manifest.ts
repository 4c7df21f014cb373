/**
 * A manifest for COPY: these objects and no others, and each of them or none.
 * https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html
 */
export function manifestOf(urls: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify({ entries: urls.map((url) => ({ url, mandatory: true })) }));
}
