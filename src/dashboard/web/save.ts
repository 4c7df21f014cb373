/** @throws {Error} where the browser keeps its clipboard from the page */
export async function copyText(text: string): Promise<void> {
  if (!window.isSecureContext)
    throw new Error('Browsers let pages write to the clipboard only over https, or at 127.0.0.1.');
  await navigator.clipboard.writeText(text);
}

/** Saves a text as a file of the browser's downloads. */
export function saveText(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  saveAddress(name, address);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function saveAddress(name: string, address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
