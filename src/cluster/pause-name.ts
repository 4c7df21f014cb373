/** The name of a cluster's scheduled action, and of the IAM role that it assumes. */
export function pauseName(identifier: string): string {
  return `${identifier}-pause`;
}
