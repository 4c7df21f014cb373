/** A moment in time as both engines write it: `2018-11-01 20:57:10.796`, UTC. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace('T', ' ').replace('Z', '');
}
