/** How often a property is tried; more with the environment variable SPARKIFY_RUNS (a factor: 10 is ten times as often). */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env.SPARKIFY_RUNS ?? 1)) };
}
