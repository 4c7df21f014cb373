import { openDialog } from './dialog.tsx';

/**
 * Copies a text. Browsers keep the clipboard from pages that came over http from another machine: these show the text.
 *
 * @returns whether it was copied
 */
export async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext) await navigator.clipboard.writeText(text);
  else openDialog('Copy this', <pre tabindex={0}>{text}</pre>);
  return window.isSecureContext;
}
