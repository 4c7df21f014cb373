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
