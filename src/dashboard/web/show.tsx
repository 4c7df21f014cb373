import { openDialog } from './dialog.tsx';
import type { EvidenceProps } from './evidence-dialog.tsx';
import { lazily } from './lazy.tsx';

const Evidence = lazily(async () => (await import('./evidence-dialog.tsx')).Evidence);
const Why = lazily(async () => (await import('./why-dialog.tsx')).Why);

/** Shows the provenance of an answer. */
export function showEvidence(title: string, props: EvidenceProps): void {
  openDialog(title, <Evidence {...props} />);
}

/** Shows the line that a play came from, and the songs that its match considered. */
export function showWhy(playId: string): void {
  openDialog('Lineage of this play', <Why playId={playId} />);
}
