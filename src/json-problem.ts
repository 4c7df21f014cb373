/** Why a text is no JSON, without the text itself, which Node.js repeats: it may have many lines, or hold a secret. */
export function jsonProblem(cause: unknown): string {
  return cause instanceof Error
    ? cause.message.replace(/, (\.\.\.)?"[\s\S]*is not valid JSON$/, '')
    : String(cause);
}
